using System.Text;

namespace Elastic.ResponseActions.Matching.Execution.Values;

/// <summary>Date text with optional date math: <c>2020-01</c>, <c>now-5m/d</c>, <c>2020-01-01||+1M/d</c>. Time zone is UTC. Immutable.</summary>
internal sealed class DateMathExpression
{
    private readonly long? _down; // null: now
    private readonly long _up;
    private readonly DateMathStep[] _steps;

    private DateMathExpression(long? down, long up, DateMathStep[] steps) => (_down, _up, _steps) = (down, up, steps);

    /// <summary>The expression starts from the current time.</summary>
    public bool IsRelative => _down is null;

    public static bool TryParse(string text, out DateMathExpression expression, out string error)
    {
        expression = null!;
        long? down = null;
        long up = 0;
        var math = text.AsSpan();
        if (text.StartsWith("now", StringComparison.Ordinal))
        {
            math = math["now".Length..];
        }
        else
        {
            var bars = text.IndexOf("||", StringComparison.Ordinal);
            var utf8 = Encoding.UTF8.GetBytes(bars < 0 ? text : text[..bars]);
            if (!DateValue.TryRead(utf8, out var start))
            {
                error = $"`{text}` is not a date; write for example `2020-01-31T12:00:00Z`, milliseconds since 1970, or `now-1d/d`";
                return false;
            }

            // A date with math behind it is a point in time; only a date alone stands for all of its day, hour or minute.
            (down, up) = (start, start);
            if (bars < 0)
                _ = DateValue.TryRead(utf8, roundUp: true, out up);
            math = bars < 0 ? default : math[(bars + 2)..];
        }

        var steps = new List<DateMathStep>();
        while (!math.IsEmpty)
        {
            if (!DateMathStep.TryTake(ref math, out var step, out error))
            {
                error = $"`{text}`: {error}";
                return false;
            }

            steps.Add(step);
        }

        expression = new DateMathExpression(down, up, [.. steps]);
        error = "";
        return true;
    }

    /// <summary>The point in time in UTC milliseconds since 1970.</summary>
    /// <param name="nowUtcMillis">What <c>now</c> stands for.</param>
    /// <param name="roundUp">Take the last millisecond of what the text or a <c>/</c> rounds to, not the first.</param>
    public long Resolve(long nowUtcMillis, bool roundUp)
    {
        var millis = _down is not { } down ? nowUtcMillis : roundUp ? _up : down;
        foreach (var step in _steps)
            millis = step.Apply(millis, roundUp);
        return millis;
    }
}
