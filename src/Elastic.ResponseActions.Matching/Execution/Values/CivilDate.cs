namespace Elastic.ResponseActions.Matching.Execution.Values;

/// <summary>
/// A day of the proleptic Gregorian calendar of any year, as Java's <c>LocalDate</c>; <see cref="DateOnly"/> ends at
/// the years 1 and 9999, which epoch milliseconds and date math leave easily.
/// </summary>
internal readonly record struct CivilDate(long Year, int Month, int Day)
{
    private const int DaysPerEra = 146_097; // 400 years

    /// <summary>Days since 1970-01-01.</summary>
    public long ToEpochDay()
    {
        // Years start in March here, so that the leap day comes last and months follow one pattern.
        var year = Month > 2 ? Year : Year - 1;
        var era = FloorDiv(year, 400);
        var yearOfEra = year - (era * 400);
        var dayOfYear = ((((Month + 9) % 12 * 153) + 2) / 5) + Day - 1;
        return (era * DaysPerEra) + (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear - 719_468;
    }

    public static CivilDate FromEpochDay(long epochDay)
    {
        var day = epochDay + 719_468;
        var era = FloorDiv(day, DaysPerEra);
        var dayOfEra = day - (era * DaysPerEra);
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = (int)(dayOfEra - ((yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100)));
        var month = ((dayOfYear * 5) + 2) / 153;
        var calendarMonth = month < 10 ? month + 3 : month - 9;
        return new CivilDate(yearOfEra + (era * 400) + (calendarMonth <= 2 ? 1 : 0), calendarMonth, dayOfYear - (((153 * month) + 2) / 5) + 1);
    }

    public static int DaysInMonth(long year, int month) => month switch
    {
        2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    /// <summary>Keeps the day of the month, or takes the month's last.</summary>
    public CivilDate AddMonths(long months)
    {
        var count = (Year * 12) + Month - 1 + months;
        var year = FloorDiv(count, 12);
        var month = (int)(count - (year * 12)) + 1;
        return new CivilDate(year, month, Math.Min(Day, DaysInMonth(year, month)));
    }

    public static long FloorDiv(long value, long divisor) => (value / divisor) - (value % divisor < 0 ? 1 : 0);

    public static long FloorMod(long value, long divisor) => value % divisor is var rest && rest < 0 ? rest + divisor : rest;
}
