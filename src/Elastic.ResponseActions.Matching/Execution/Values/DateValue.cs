using System.Buffers.Text;

namespace Elastic.ResponseActions.Matching.Execution.Values;

/// <summary>
/// <c>date</c> values in the format <c>strict_date_optional_time||epoch_millis</c>, to UTC milliseconds since 1970, which is all
/// that Elasticsearch keeps of them. The first format that fits wins: <c>2020</c> is a year, also as a JSON number.
/// Named time zones other than UTC and GMT are not read.
/// </summary>
internal static class DateValue
{
    private const long MillisPerDay = 86_400_000;

    public static bool TryRead(ReadOnlySpan<byte> utf8, out long utcMillis) => TryRead(utf8, roundUp: false, out utcMillis);

    /// <summary>
    /// As <see cref="TryRead(ReadOnlySpan{byte}, out long)"/>. Rounding up fills a missing time with the last millisecond of its
    /// hour, minute or day; a missing month or day is the first one all the same, as Elasticsearch documents it.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, bool roundUp, out long utcMillis) =>
        TryReadIso(utf8, roundUp, out utcMillis) || TryReadEpochMillis(utf8, out utcMillis);

    private static bool TryReadIso(ReadOnlySpan<byte> text, bool roundUp, out long utcMillis)
    {
        utcMillis = 0;
        var isBeforeYearZero = TakeIf(ref text, '-');
        if (!TryTake(ref text, 4, out var year) || !TryTakeDay(ref text, isBeforeYearZero ? -year : year, out var date))
            return false;

        var time = roundUp ? MillisPerDay - 1 : 0;
        var offset = 0;
        if (TakeIf(ref text, 'T') && !text.IsEmpty && !TryTakeTime(ref text, roundUp, out time, out offset))
            return false;
        utcMillis = (date.ToEpochDay() * MillisPerDay) + time - (offset * 1000L);
        return text.IsEmpty;
    }

    private static bool TryTakeDay(ref ReadOnlySpan<byte> text, int year, out CivilDate date)
    {
        var (month, day) = (1, 1);
        var hasMonth = TakeIf(ref text, '-');
        date = default;
        if (hasMonth && (!TryTake(ref text, 2, out month) || month is 0 or > 12))
            return false;

        var hasDay = hasMonth && TakeIf(ref text, '-');
        if (hasDay && (!TryTake(ref text, 2, out day) || day == 0 || day > CivilDate.DaysInMonth(year, month)))
            return false;

        date = new CivilDate(year, month, day);
        return hasDay || text.IsEmpty; // only a whole date may have a time
    }

    private static bool TryTakeTime(ref ReadOnlySpan<byte> text, bool roundUp, out long millis, out int offset)
    {
        (millis, offset) = (0, 0);
        var (minute, second, fraction) = roundUp ? (59, 59, 999) : (0, 0, 0);
        if (!TryTake(ref text, 2, out var hour) || hour > 23)
            return false;
        if (TakeIf(ref text, ':'))
        {
            if (!TryTake(ref text, 2, out minute) || minute > 59)
                return false;
            if (TakeIf(ref text, ':'))
            {
                if (!TryTake(ref text, 2, out second) || second > 59)
                    return false;
                if ((TakeIf(ref text, '.') || TakeIf(ref text, ',')) && !TryTakeFraction(ref text, out fraction))
                    return false;
            }
        }

        millis = (((((hour * 60L) + minute) * 60) + second) * 1000) + fraction;
        return text.IsEmpty || TryTakeZone(ref text, out offset);
    }

    private static bool TryTakeFraction(ref ReadOnlySpan<byte> text, out int millis)
    {
        var digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        digits = digits < 0 ? text.Length : digits;
        millis = 0;
        for (var i = 0; i < 3; i++)
            millis = (millis * 10) + (i < digits ? text[i] - '0' : 0);
        text = text[digits..];
        return digits is > 0 and <= 9;
    }

    private static bool TryTakeZone(ref ReadOnlySpan<byte> text, out int offsetSeconds)
    {
        offsetSeconds = 0;
        if (TakeIf(ref text, 'Z'))
            return text.IsEmpty;

        _ = TakeIf(ref text, "UTC"u8) || TakeIf(ref text, "GMT"u8) || TakeIf(ref text, "UT"u8);
        if (text.IsEmpty)
            return true;
        var sign = TakeIf(ref text, '-') ? -1 : 1;
        if (sign > 0 && !TakeIf(ref text, '+'))
            return false;

        var (minutes, seconds) = (0, 0);
        if (!TryTake(ref text, 2, out var hours))
            return false;
        if (!text.IsEmpty)
        {
            var colon = TakeIf(ref text, ':');
            if (!TryTake(ref text, 2, out minutes))
                return false;
            if (!text.IsEmpty && (TakeIf(ref text, ':') != colon || !TryTake(ref text, 2, out seconds)))
                return false;
        }

        offsetSeconds = sign * ((((hours * 60) + minutes) * 60) + seconds);
        return text.IsEmpty && Math.Abs(offsetSeconds) <= 18 * 3600;
    }

    private static bool TryReadEpochMillis(ReadOnlySpan<byte> text, out long utcMillis)
    {
        if (!Utf8Parser.TryParse(text, out utcMillis, out var length) || text[0] == '+')
            return false;
        if (length == text.Length)
            return true;

        var fraction = text[(length + 1)..];
        if (text[length] != '.' || fraction.Length > 6 || fraction.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return false;
        if (text[0] == '-' && fraction.ContainsAnyExcept((byte)'0'))
            utcMillis--; // down to the millisecond, away from zero
        return true;
    }

    private static bool TryTake(ref ReadOnlySpan<byte> text, int digits, out int number)
    {
        number = 0;
        if (text.Length < digits)
            return false;
        foreach (var c in text[..digits])
        {
            if (!char.IsAsciiDigit((char)c))
                return false;
            number = (number * 10) + (c - '0');
        }

        text = text[digits..];
        return true;
    }

    private static bool TakeIf(ref ReadOnlySpan<byte> text, char c)
    {
        var found = !text.IsEmpty && text[0] == c;
        text = found ? text[1..] : text;
        return found;
    }

    private static bool TakeIf(ref ReadOnlySpan<byte> text, ReadOnlySpan<byte> word)
    {
        var found = text.StartsWith(word);
        text = found ? text[word.Length..] : text;
        return found;
    }
}
