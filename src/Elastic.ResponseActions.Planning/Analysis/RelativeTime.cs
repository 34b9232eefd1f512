using System.Globalization;
using System.Text.RegularExpressions;

namespace Elastic.ResponseActions.Analysis;

/// <summary>
/// Reads date math of a fixed length: <c>now-9m</c>, <c>now-1d-12h</c>, and intervals such as <c>5m</c>. Months, years, rounding and dates are not of
/// a fixed length: what they mean changes with the clock.
/// </summary>
internal static partial class RelativeTime
{
    public const string Allowed = "`now` less a fixed length in s, m, h, d or w, for example `now-9m`";

    /// <param name="text">Date math.</param>
    /// <param name="offset">How far from now; negative: in the past.</param>
    public static bool TryRead(string text, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (DateMath().Match(text) is not { Success: true } math)
            return false;

        foreach (Capture step in math.Groups["step"].Captures)
        {
            if (!TryReadLength(step.ValueSpan[1..], out var length))
                return false;
            offset += step.ValueSpan[0] == '-' ? -length : length;
        }

        return true;
    }

    /// <param name="text">A whole number and a unit.</param>
    /// <param name="length">The length of time.</param>
    public static bool TryReadLength(ReadOnlySpan<char> text, out TimeSpan length)
    {
        length = default;
        if (text.Length < 2 || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || SecondsOf(text[^1]) is not { } seconds)
            return false;

        // Ten such steps still fit into a TimeSpan.
        length = TimeSpan.FromSeconds(count * seconds);
        return length < TimeSpan.FromDays(1_000_000);
    }

    private static long? SecondsOf(char unit) => unit switch
    {
        's' => 1,
        'm' => 60,
        'h' => 3_600,
        'd' => 86_400,
        'w' => 7 * 86_400,
        _ => null,
    };

    [GeneratedRegex(@"^now(?<step>[+-][0-9]{1,9}[a-zA-Z]){0,8}$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex DateMath();
}
