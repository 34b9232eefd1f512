using System.Globalization;

namespace Elastic.ResponseActions.Testing.World;

/// <summary>The release that the fake plays, 8.9 to 9.6; what depends on it asks here.</summary>
internal readonly record struct KibanaVersion(int Major, int Minor, string Text)
{
    /// <summary>Whether hosts and actions are seen only in the spaces of their policy (9.1+).</summary>
    public bool IsSpaceAware => Has(KibanaFeature.SpaceAwareness);

    public bool Has(KibanaFeature feature) => Major == 8 ? Minor >= (feature.In8 ?? int.MaxValue) : Minor >= feature.In9;

    public static KibanaVersion Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('.');
        if (parts.Length != 3 || !IsNumber(parts[0], out var major) || !IsNumber(parts[1], out var minor) || !IsNumber(parts[2], out _))
            throw new ArgumentException($"The version is `{text}`; expected `major.minor.patch`, such as `9.4.0`.", nameof(text));
        return (major, minor) is (8, >= 9 and <= 19) or (9, <= 6)
            ? new KibanaVersion(major, minor, text)
            : throw new ArgumentException($"FakeKibana plays releases 8.9 to 8.19 and 9.0 to 9.6, not `{text}`.", nameof(text));
    }

    private static bool IsNumber(string part, out int number) => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
