using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Syntax;

/// <summary>
/// What a query says, before field types are known. Closed: every language parses to these nodes.
/// KQL gives <see cref="IsNode"/>, <see cref="RangeNode"/> and <see cref="NestedNode"/>; Query DSL filters give the rest.
/// </summary>
internal abstract record QueryNode(SourceSpan Span);

internal sealed record MatchAllNode(SourceSpan Span) : QueryNode(Span);

internal sealed record AndNode(IReadOnlyList<QueryNode> Children, SourceSpan Span) : QueryNode(Span);

internal sealed record OrNode(IReadOnlyList<QueryNode> Children, SourceSpan Span) : QueryNode(Span);

internal sealed record NotNode(QueryNode Child, SourceSpan Span) : QueryNode(Span);

/// <summary>KQL <c>field: value</c>; a null field is free text. A lone <c>*</c> value means "has a value".</summary>
internal sealed record IsNode(FieldName? Field, QueryValue Value, SourceSpan Span) : QueryNode(Span);

/// <summary>KQL <c>field &gt;= value</c> and its kin.</summary>
internal sealed record RangeNode(FieldName Field, RangeOperator Operator, QueryValue Value, SourceSpan Span) : QueryNode(Span);

/// <summary>KQL <c>path: { … }</c>; names inside are relative to the path.</summary>
internal sealed record NestedNode(FieldName Path, QueryNode Child, SourceSpan Span) : QueryNode(Span);

/// <summary>Query DSL <c>exists</c>.</summary>
internal sealed record ExistsNode(string Field, SourceSpan Span) : QueryNode(Span);

/// <summary>Query DSL <c>match_phrase</c>; on keyword fields the whole value.</summary>
internal sealed record MatchPhraseNode(string Field, string Text, SourceSpan Span) : QueryNode(Span);

/// <summary>Query DSL <c>wildcard</c>: <c>*</c>, <c>?</c> and <c>\</c> escapes; whole value.</summary>
internal sealed record WildcardNode(string Field, string Pattern, bool CaseInsensitive, SourceSpan Span) : QueryNode(Span);

internal enum RangeOperator
{
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>
/// A field name: plain text, or a pattern given by the parts between its stars
/// (<c>winlog.event_data.*</c> has the parts <c>winlog.event_data.</c> and the empty text).
/// </summary>
internal sealed record FieldName(string Text, IReadOnlyList<string>? WildcardParts = null)
{
    public bool IsPattern => WildcardParts is not null;
}

/// <summary>A KQL value.</summary>
internal abstract record QueryValue;

/// <summary>A plain value. Bare <c>true</c>, <c>false</c> and <c>null</c> are literals of their own; numbers stay text.</summary>
internal sealed record LiteralValue(string Text, bool Quoted, LiteralKind Kind = LiteralKind.Text) : QueryValue;

/// <summary>A value with stars, given by the parts between them: <c>a*b</c> has <c>a</c> and <c>b</c>, a lone <c>*</c> two empty parts.</summary>
internal sealed record WildcardValue(IReadOnlyList<string> Parts) : QueryValue;

internal enum LiteralKind
{
    Text,
    True,
    False,
    Null,
}
