using System.Globalization;

namespace Elastic.ResponseActions.Matching.Execution.Values;

/// <summary>One step of date math: <c>+5m</c>, <c>-1M</c>, <c>/d</c>. Weeks start on Monday.</summary>
internal readonly record struct DateMathStep(bool Rounds, long Amount, char Unit)
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;
    private const long Day = 24 * Hour;

    // Some 100 million years: sums stop here instead of wrapping around, and rounding still has room beyond.
    private const long Limit = long.MaxValue / 3;

    /// <summary>Reads the first step of a text and cuts it off.</summary>
    public static bool TryTake(ref ReadOnlySpan<char> text, out DateMathStep step, out string error)
    {
        step = default;
        var sign = text[0];
        if (sign is not ('/' or '+' or '-'))
        {
            error = $"`{sign}` is no operator of date math; expected `+`, `-` or `/`";
            return false;
        }

        var digits = text[1..].IndexOfAnyExceptInRange('0', '9');
        if (digits < 0)
        {
            error = "the date math ends before its unit; expected one of `y M w d h H m s`";
            return false;
        }

        var amount = 1;
        if (digits > 0 && !int.TryParse(text.Slice(1, digits), NumberStyles.None, CultureInfo.InvariantCulture, out amount))
        {
            error = $"the number `{text.Slice(1, digits)}` is too large for date math";
            return false;
        }

        var unit = text[digits + 1];
        if (!"yMwdhHms".Contains(unit, StringComparison.Ordinal))
        {
            error = $"`{unit}` is no unit of date math; expected one of `y M w d h H m s`";
            return false;
        }

        if (sign == '/' && amount != 1)
        {
            error = "`/` rounds to a single unit, as in `/d`";
            return false;
        }

        step = new DateMathStep(sign == '/', sign == '-' ? -amount : amount, unit);
        text = text[(digits + 2)..];
        error = "";
        return true;
    }

    public long Apply(long millis, bool roundUp)
    {
        millis = Clamp(millis);
        if (!Rounds)
            return Add(millis, Amount);
        var start = RoundDown(millis);
        return roundUp ? Add(start, 1) - 1 : start;
    }

    private long Add(long millis, long amount) => Unit switch
    {
        'y' => AddMonths(millis, amount * 12),
        'M' => AddMonths(millis, amount),
        _ => Clamp(millis + ((Int128)amount * UnitMillis)),
    };

    private long UnitMillis => Unit switch
    {
        'w' => 7 * Day,
        'd' => Day,
        'h' or 'H' => Hour,
        'm' => Minute,
        _ => Second,
    };

    private long RoundDown(long millis)
    {
        var day = CivilDate.FloorDiv(millis, Day);
        var date = CivilDate.FromEpochDay(day);
        return Unit switch
        {
            'y' => Clamp((Int128)(date with { Month = 1, Day = 1 }).ToEpochDay() * Day),
            'M' => Clamp((Int128)(date with { Day = 1 }).ToEpochDay() * Day),
            'w' => Clamp((Int128)(day - CivilDate.FloorMod(day + 3, 7)) * Day), // 1970-01-01 was a Thursday
            _ => millis - CivilDate.FloorMod(millis, UnitMillis),
        };
    }

    private static long AddMonths(long millis, long months)
    {
        var day = CivilDate.FloorDiv(millis, Day);
        var moved = CivilDate.FromEpochDay(day).AddMonths(months).ToEpochDay();
        return Clamp(((Int128)moved * Day) + (millis - (day * Day)));
    }

    private static long Clamp(Int128 millis) => (long)Int128.Clamp(millis, -Limit, Limit);
}
