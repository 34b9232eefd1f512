using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Syntax.Exceptions;

/// <summary>Some live item of an exception list fits. Compiled once for all rules that share the list and the options.</summary>
internal sealed record ExceptionsNode(ExceptionList List, RuleSetOptions Options, SourceSpan Span) : QueryNode(Span)
{
    public override string ToString() => $"exceptions({QueryNotation.Quote(List.ListId, '\'')})";
}

/// <summary>The clock has not passed the time yet, in UTC milliseconds.</summary>
internal sealed record UntilNode(long UtcMillis, SourceSpan Span) : QueryNode(Span)
{
    public override string ToString() => FormattableString.Invariant($"until({UtcMillis})");
}

/// <summary>An address in one of many networks (<c>10.0.0.0/8</c>) or ranges (<c>10.0.0.1-10.0.0.9</c>): a value list of the type <c>ip_range</c>.</summary>
internal sealed record IpRangesNode(string Field, IReadOnlyList<string> Ranges, SourceSpan Span) : QueryNode(Span)
{
    public override string ToString() => $"ip ranges({new FieldName(Field)}, {string.Join(" ", Ranges.Select(range => QueryNotation.Quote(range, '\'')))})";
}
