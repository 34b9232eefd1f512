using System.Globalization;
using System.Text.RegularExpressions;

namespace Elastic.ResponseActions.Matching.Tests.Oracle;

/// <summary>
/// Dates in Elasticsearch's default format (<c>strict_date_optional_time||epoch_millis</c>, UTC) and date math, in milliseconds since 1970.
/// A date that is not given in full is filled up: month and day with 01; rounding up, the time with 23:59:59.999, else with 00:00:00.000.
/// </summary>
internal static partial class DateMath
{
    public static bool TryParse(string text, DateTimeOffset now, bool roundUp, out long millis)
    {
        if (text.StartsWith("now", StringComparison.Ordinal))
        {
            return TryCalculate(now.ToUnixTimeMilliseconds(), text["now".Length..], roundUp, out millis);
        }

        var bars = text.IndexOf("||", StringComparison.Ordinal);
        return bars < 0
            ? TryParseDate(text, roundUp, out millis)
            : TryParseDate(text[..bars], roundUp: false, out millis) && TryCalculate(millis, text[(bars + 2)..], roundUp, out millis);
    }

    /// <summary>A date as events hold it; no date math.</summary>
    public static bool TryParseDate(string text, bool roundUp, out long millis)
    {
        millis = 0;
        if (Iso().Match(text) is { Success: true } iso)
        {
            return TryReadIso(iso, roundUp, out millis);
        }

        if (!EpochMillis().IsMatch(text))
        {
            return false;
        }

        return long.TryParse(text.Split('.')[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out millis);
    }

    private static bool TryReadIso(Match iso, bool roundUp, out long millis)
    {
        millis = 0;
        int Part(string name, int missing) => iso.Groups[name].Success ? int.Parse(iso.Groups[name].ValueSpan, CultureInfo.InvariantCulture) : missing;

        int year = Part("year", 0), month = Part("month", 1), day = Part("day", 1);
        int hour = Part("hour", roundUp ? 23 : 0), minute = Part("minute", roundUp ? 59 : 0), second = Part("second", roundUp ? 59 : 0);
        var fraction = iso.Groups["fraction"].Success ? iso.Groups["fraction"].Value : roundUp ? "999" : "0";
        if (year is 0 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        var offset = TimeSpan.FromMinutes((Part("offsetHour", 0) * 60) + Part("offsetMinute", 0));
        if (offset > TimeSpan.FromHours(18))
        {
            return false;
        }

        var local = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc) - DateTime.UnixEpoch;
        var utc = iso.Groups["sign"].Value == "-" ? local + offset : local - offset;
        millis = ((long)utc.TotalSeconds * 1000) + int.Parse(fraction.PadRight(3, '0')[..3], CultureInfo.InvariantCulture);
        return true;
    }

    private static bool TryCalculate(long start, string math, bool roundUp, out long millis)
    {
        millis = start;
        var steps = Step().Matches(math);
        if (steps.Sum(step => step.Length) != math.Length)
        {
            return false;
        }

        try
        {
            foreach (Match step in steps)
            {
                var time = DateTimeOffset.FromUnixTimeMilliseconds(millis).UtcDateTime;
                var unit = step.Groups["unit"].Value[0];
                if (step.Groups["operator"].Value == "/")
                {
                    var floor = Floor(time, unit);
                    time = roundUp ? Plus(floor, 1, unit).AddMilliseconds(-1) : floor;
                }
                else
                {
                    var count = step.Groups["count"].Length == 0 ? 1 : int.Parse(step.Groups["count"].ValueSpan, CultureInfo.InvariantCulture);
                    time = Plus(time, step.Groups["operator"].Value == "-" ? -count : count, unit);
                }

                millis = new DateTimeOffset(time).ToUnixTimeMilliseconds();
            }

            return true;
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or OverflowException)
        {
            return false;
        }
    }

    private static DateTime Plus(DateTime time, int count, char unit) => unit switch
    {
        'y' => time.AddYears(count),
        'M' => time.AddMonths(count),
        'w' => time.AddDays(7.0 * count),
        'd' => time.AddDays(count),
        'h' or 'H' => time.AddHours(count),
        'm' => time.AddMinutes(count),
        _ => time.AddSeconds(count),
    };

    private static DateTime Floor(DateTime time, char unit) => unit switch
    {
        'y' => new DateTime(time.Year, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        'M' => new DateTime(time.Year, time.Month, 1, 0, 0, 0, DateTimeKind.Utc),
        'w' => time.Date.AddDays(-(((int)time.DayOfWeek + 6) % 7)),
        'd' => time.Date,
        'h' or 'H' => time.Date.AddHours(time.Hour),
        'm' => time.Date.AddHours(time.Hour).AddMinutes(time.Minute),
        _ => time.Date.AddSeconds(Math.Floor(time.TimeOfDay.TotalSeconds)),
    };

    [GeneratedRegex("""
        ^(?<year>[0-9]{4})(-(?<month>[0-9]{2})(-(?<day>[0-9]{2})
            (T((?<hour>[0-9]{2})(:(?<minute>[0-9]{2})(:(?<second>[0-9]{2})([.,](?<fraction>[0-9]{1,9}))?)?)?
               (Z|(?<sign>[+-])(?<offsetHour>[0-9]{2})(:?(?<offsetMinute>[0-9]{2}))?)?)?)?)?)?\z
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Iso();

    [GeneratedRegex(@"^-?[0-9]+(\.[0-9]{1,6})?\z")]
    private static partial Regex EpochMillis();

    [GeneratedRegex(@"\G((?<operator>[+-])(?<count>[0-9]{0,9})|(?<operator>/))(?<unit>[yMwdhHms])", RegexOptions.ExplicitCapture)]
    private static partial Regex Step();
}
