using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Syntax;

/// <summary>
/// What a query says, before field types are known. Closed: every language parses to these nodes.
/// KQL gives <see cref="IsNode"/>, <see cref="RangeNode"/> and <see cref="NestedNode"/>; Query DSL filters give the rest.
/// The text form of a node (<see cref="QueryNotation"/>) leaves out its place: two nodes mean the same if their texts are equal.
/// </summary>
internal abstract record QueryNode(SourceSpan Span);

internal sealed record MatchAllNode(SourceSpan Span) : QueryNode(Span)
{
    public override string ToString() => "all";
}

internal sealed record AndNode(IReadOnlyList<QueryNode> Children, SourceSpan Span) : QueryNode(Span)
{
    public override string ToString() => QueryNotation.Call("and", Children);
}

internal sealed record OrNode(IReadOnlyList<QueryNode> Children, SourceSpan Span) : QueryNode(Span)
{
    public override string ToString() => QueryNotation.Call("or", Children);
}

internal sealed record NotNode(QueryNode Child, SourceSpan Span) : QueryNode(Span)
{
    public override string ToString() => $"not({Child})";
}

/// <summary>
/// KQL <c>field: value</c>; a null field is free text, within <see cref="NestedNode"/> the field <c>path.null</c> (Kibana's way).
/// A lone <c>*</c> value means "has a value". The span is the value's.
/// </summary>
internal sealed record IsNode(FieldName? Field, QueryValue Value, SourceSpan Span) : QueryNode(Span)
{
    public override string ToString() => $"is({Field?.ToString() ?? "-"}, {Value})";
}

/// <summary>KQL <c>field &gt;= value</c> and its kin.</summary>
internal sealed record RangeNode(FieldName Field, RangeOperator Operator, QueryValue Value, SourceSpan Span) : QueryNode(Span)
{
    public override string ToString() => $"range({Field} {QueryNotation.Symbol(Operator)} {Value})";
}

/// <summary>KQL <c>path: { … }</c>; names inside are relative to the path.</summary>
internal sealed record NestedNode(FieldName Path, QueryNode Child, SourceSpan Span) : QueryNode(Span)
{
    public override string ToString() => $"nested({Path}, {Child})";
}

/// <summary>Query DSL <c>exists</c>.</summary>
internal sealed record ExistsNode(string Field, SourceSpan Span) : QueryNode(Span)
{
    public override string ToString() => $"exists({new FieldName(Field)})";
}

/// <summary>Query DSL <c>match_phrase</c>; on keyword fields the whole value.</summary>
internal sealed record MatchPhraseNode(string Field, string Text, SourceSpan Span) : QueryNode(Span)
{
    public override string ToString() => $"phrase({new FieldName(Field)}, {QueryNotation.Quote(Text, '"')})";
}

/// <summary>Query DSL <c>wildcard</c>: <c>*</c>, <c>?</c> and <c>\</c> escapes; whole value.</summary>
internal sealed record WildcardNode(string Field, string Pattern, bool CaseInsensitive, SourceSpan Span) : QueryNode(Span)
{
    public override string ToString() => $"wildcard({new FieldName(Field)}, {QueryNotation.Quote(Pattern, '/')}{(CaseInsensitive ? ", ignore case" : "")})";
}

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
/// <param name="Text">The name; of a pattern its parts joined by stars.</param>
/// <param name="WildcardParts">The parts of a pattern; null for a plain name.</param>
/// <param name="Quoted">Whether KQL gave the name in quotes. It means the same either way.</param>
/// <param name="Kind">
/// Bare <c>true</c>, <c>false</c> and <c>null</c> are literals also on the left; Kibana takes them as the fields of these names,
/// except that <c>null: x</c> is free text.
/// </param>
internal sealed record FieldName(string Text, IReadOnlyList<string>? WildcardParts = null, bool Quoted = false, LiteralKind Kind = LiteralKind.Text)
{
    public bool IsPattern => WildcardParts is not null;

    public override string ToString() =>
        WildcardParts is not null ? QueryNotation.Pattern(WildcardParts)
        : Quoted ? QueryNotation.Quote(Text, '"')
        : Kind != LiteralKind.Text ? $"literal {Text}"
        : QueryNotation.Name(Text);
}

/// <summary>A KQL value.</summary>
internal abstract record QueryValue;

/// <summary>A plain value. Bare <c>true</c>, <c>false</c> and <c>null</c> are literals of their own; numbers stay text.</summary>
internal sealed record LiteralValue(string Text, bool Quoted, LiteralKind Kind = LiteralKind.Text) : QueryValue
{
    public override string ToString() => Kind != LiteralKind.Text ? Text : QueryNotation.Quote(Text, Quoted ? '"' : '\'');
}

/// <summary>A value with stars, given by the parts between them: <c>a*b</c> has <c>a</c> and <c>b</c>, a lone <c>*</c> two empty parts.</summary>
internal sealed record WildcardValue(IReadOnlyList<string> Parts) : QueryValue
{
    public override string ToString() => QueryNotation.Pattern(Parts);
}

internal enum LiteralKind
{
    Text,
    True,
    False,
    Null,
}
