using System.Globalization;

namespace Elastic.ResponseActions.Testing.World;

/// <summary>The release that the fake plays; what depends on it asks here.</summary>
internal readonly record struct KibanaVersion(int Major, int Minor, string Text)
{
    /// <summary>Whether hosts and actions are seen only in the spaces of their policy (9.1+).</summary>
    public bool IsSpaceAware => Major > 9 || (Major == 9 && Minor >= 1);

    public static KibanaVersion Parse(string text)
    {
        var parts = text.Split('.');
        return parts.Length == 3
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out _)
                ? new KibanaVersion(major, minor, text)
                : throw new ArgumentException($"FakeKibanaOptions.Version is `{text}`; expected `major.minor.patch`, such as `9.4.0`.", nameof(text));
    }
}
