using System.Globalization;

namespace Elastic.ResponseActions.Testing.Schemas;

/// <summary>
/// Elasticsearch's date expressions: an ISO date, or <c>now</c> (or a date and <c>||</c>) with steps such as <c>-24h</c> and a rounding such as
/// <c>/d</c>. Rounds down for the lower end of a range and to the last millisecond of the unit for the upper end.
/// </summary>
internal static class DateMath
{
    private static readonly string[] IsoFormats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    public static bool TryParse(string text, DateTimeOffset now, bool roundUp, out DateTimeOffset date)
    {
        if (text.StartsWith("now", StringComparison.Ordinal))
        {
            date = now;
            return TrySteps(text[3..], roundUp, ref date);
        }
        var bars = text.IndexOf("||", StringComparison.Ordinal);
        var (anchor, steps) = bars < 0 ? (text, "") : (text[..bars], text[(bars + 2)..]);
        return TryAnchor(anchor, roundUp, out date) && TrySteps(steps, roundUp, ref date);
    }

    private static bool TryAnchor(string text, bool roundUp, out DateTimeOffset date)
    {
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        // A date without a time is the whole day: its last moment where it ends a range.
        if (DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, utc, out date))
            return !roundUp || TryRound(ref date, 'd', up: true);
        return DateTimeOffset.TryParseExact(text, IsoFormats, CultureInfo.InvariantCulture, utc, out date) || TryEpoch(text, out date);
    }

    private static bool TryEpoch(string text, out DateTimeOffset date)
    {
        date = default;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) || milliseconds > 253_402_300_799_999)
            return false;
        date = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return true;
    }

    private static bool TrySteps(string steps, bool roundUp, ref DateTimeOffset date)
    {
        for (var i = 0; i < steps.Length;)
        {
            var sign = steps[i++];
            var start = i;
            while (i < steps.Length && char.IsAsciiDigit(steps[i]))
                i++;
            var digits = steps[start..i];
            if (i == steps.Length)
                return false;
            var unit = steps[i++];
            var amount = 1;
            if (digits.Length > 0 && !int.TryParse(digits, CultureInfo.InvariantCulture, out amount))
                return false;
            var ok = sign switch
            {
                '+' => TryAdd(ref date, unit, amount),
                '-' => TryAdd(ref date, unit, -amount),
                '/' => digits.Length == 0 && TryRound(ref date, unit, roundUp),
                _ => false,
            };
            if (!ok)
                return false;
        }
        return true;
    }

    private static bool TryAdd(ref DateTimeOffset date, char unit, int amount)
    {
        try
        {
            DateTimeOffset? moved = unit switch
            {
                'y' => date.AddYears(amount),
                'M' => date.AddMonths(amount),
                'w' => date.AddDays(7.0 * amount),
                'd' => date.AddDays(amount),
                'h' or 'H' => date.AddHours(amount),
                'm' => date.AddMinutes(amount),
                's' => date.AddSeconds(amount),
                _ => null,
            };
            date = moved ?? date;
            return moved is not null;
        }
        catch (ArgumentOutOfRangeException)
        {
            return false;
        }
    }

    private static bool TryRound(ref DateTimeOffset date, char unit, bool up)
    {
        var d = date.UtcDateTime;
        DateTime? floor = unit switch
        {
            'y' => new DateTime(d.Year, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            'M' => new DateTime(d.Year, d.Month, 1, 0, 0, 0, DateTimeKind.Utc),
            'w' => d.Date.AddDays(-(((int)d.DayOfWeek + 6) % 7)),
            'd' => d.Date,
            'h' or 'H' => d.Date.AddHours(d.Hour),
            'm' => d.Date.AddHours(d.Hour).AddMinutes(d.Minute),
            's' => d.Date.AddHours(d.Hour).AddMinutes(d.Minute).AddSeconds(d.Second),
            _ => null,
        };
        if (floor is null)
            return false;
        date = new DateTimeOffset(floor.Value, TimeSpan.Zero);
        if (up && TryAdd(ref date, unit, 1))
            date = date.AddMilliseconds(-1);
        return true;
    }
}
