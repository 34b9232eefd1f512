namespace Elastic.ResponseActions.Matching.Execution.Values;

/// <summary>Date text with optional date math: <c>2020-01</c>, <c>now-5m/d</c>, <c>2020-01-01||+1M/d</c>. Time zone is UTC. Immutable.</summary>
internal sealed class DateMathExpression
{
    /// <summary>The expression starts from the current time.</summary>
    public bool IsRelative => throw new NotImplementedException();

    public static bool TryParse(string text, out DateMathExpression expression, out string error) => throw new NotImplementedException();

    /// <summary>The point in time in UTC milliseconds since 1970.</summary>
    public long Resolve(long nowUtcMillis, bool roundUp) => throw new NotImplementedException();
}
