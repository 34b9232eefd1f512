using System.Globalization;

namespace Elastic.ResponseActions;

/// <summary>A release of Kibana, such as 9.4.0 (<c>version.number</c>). Ordered; what follows a dash, as in <c>9.4.0-SNAPSHOT</c>, does not count. Immutable.</summary>
/// <param name="Major">The major number.</param>
/// <param name="Minor">The minor number.</param>
/// <param name="Patch">The patch number.</param>
public readonly record struct KibanaRelease(int Major, int Minor, int Patch = 0) : IComparable<KibanaRelease>
{
    /// <summary>The newest release line that this library knows.</summary>
    public static KibanaRelease NewestKnown { get; } = new(9, 6);

    /// <summary>Whether its line, major and minor, is newer than any that this library knows.</summary>
    public bool IsNewerThanKnown => (Major, Minor).CompareTo((NewestKnown.Major, NewestKnown.Minor)) > 0;

    /// <summary>Reads <c>major.minor.patch</c>.</summary>
    /// <param name="text">The text of <c>version.number</c>.</param>
    /// <param name="release">The release.</param>
    /// <returns>False where the text is of another form.</returns>
    public static bool TryParse(string? text, out KibanaRelease release)
    {
        release = default;
        var parts = text?.Split('-')[0].Split('.') ?? [];
        if (parts.Length != 3 || !IsNumber(parts[0], out var major) || !IsNumber(parts[1], out var minor) || !IsNumber(parts[2], out var patch))
            return false;

        release = new KibanaRelease(major, minor, patch);
        return true;
    }

    /// <inheritdoc />
    public int CompareTo(KibanaRelease other) => (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    /// <summary>Says whether <paramref name="left"/> is older.</summary>
    public static bool operator <(KibanaRelease left, KibanaRelease right) => left.CompareTo(right) < 0;

    /// <summary>Says whether <paramref name="left"/> is older or the same.</summary>
    public static bool operator <=(KibanaRelease left, KibanaRelease right) => left.CompareTo(right) <= 0;

    /// <summary>Says whether <paramref name="left"/> is newer.</summary>
    public static bool operator >(KibanaRelease left, KibanaRelease right) => left.CompareTo(right) > 0;

    /// <summary>Says whether <paramref name="left"/> is newer or the same.</summary>
    public static bool operator >=(KibanaRelease left, KibanaRelease right) => left.CompareTo(right) >= 0;

    /// <summary><c>major.minor.patch</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");

    private static bool IsNumber(string part, out int number) => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
