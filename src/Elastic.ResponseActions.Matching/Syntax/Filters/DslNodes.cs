using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Syntax.Filters;

/// <summary>Query DSL <c>match</c>, and each field of a <c>multi_match</c>: on text its words, else the value.</summary>
/// <param name="Field">The field, or for <c>multi_match</c> a pattern of names.</param>
/// <param name="Text">What is looked for.</param>
/// <param name="Words">Which of the words have to be there.</param>
/// <param name="Options">What is done with odd values and texts.</param>
/// <param name="Span">The place; filters have none.</param>
internal sealed record MatchNode(FieldName Field, string Text, MatchWords Words, MatchOptions Options, SourceSpan Span) : QueryNode(Span)
{
    public override string ToString() => $"match({Field}, {QueryNotation.Quote(Text, '\'')}{Words}{Options})";
}

/// <summary>Which words of a <c>match</c> have to be there.</summary>
internal readonly record struct MatchWords(MatchWordsKind Kind, MinimumShouldMatch? Minimum = null)
{
    public override string ToString() => Kind switch
    {
        MatchWordsKind.Any => "",
        MatchWordsKind.All => ", all",
        MatchWordsKind.Phrase => ", phrase",
        _ => $", at least {Minimum}",
    };
}

internal enum MatchWordsKind
{
    Any,
    All,
    AtLeast,

    /// <summary>All of them, in a row.</summary>
    Phrase,
}

/// <summary>What a <c>match</c> does with a value that the type cannot take, and with a text without words.</summary>
internal readonly record struct MatchOptions(bool Lenient = false, bool MatchesAllWithoutWords = false)
{
    public override string ToString() => $"{(Lenient ? ", lenient" : "")}{(MatchesAllWithoutWords ? ", no words: all" : "")}";
}

/// <summary>Query DSL <c>match_phrase_prefix</c>: on text the words in a row, of the last one only the beginning.</summary>
internal sealed record MatchPhrasePrefixNode(string Field, string Text, SourceSpan Span) : QueryNode(Span)
{
    public override string ToString() => $"phrase prefix({new FieldName(Field)}, {QueryNotation.Quote(Text, '"')})";
}

/// <summary>Query DSL <c>term</c> and <c>terms</c>: values as the index holds them, not analysed.</summary>
internal sealed record TermsNode(string Field, IReadOnlyList<string> Values, bool CaseInsensitive, SourceSpan Span) : QueryNode(Span)
{
    public override string ToString() =>
        $"terms({new FieldName(Field)}, {string.Join(" ", Values.Select(value => QueryNotation.Quote(value, '\'')))}{(CaseInsensitive ? ", ignore case" : "")})";
}

/// <summary>Query DSL <c>prefix</c>.</summary>
internal sealed record PrefixNode(string Field, string Value, bool CaseInsensitive, SourceSpan Span) : QueryNode(Span)
{
    public override string ToString() => $"prefix({new FieldName(Field)}, {QueryNotation.Quote(Value, '\'')}{(CaseInsensitive ? ", ignore case" : "")})";
}

/// <summary>Query DSL <c>regexp</c>, in Lucene's language.</summary>
internal sealed record RegexpNode(string Field, string Pattern, bool CaseInsensitive, SourceSpan Span) : QueryNode(Span)
{
    public override string ToString() => $"regexp({new FieldName(Field)}, {QueryNotation.Quote(Pattern, '/')}{(CaseInsensitive ? ", ignore case" : "")})";
}

/// <summary>Query DSL <c>range</c>: one value between both bounds.</summary>
internal sealed record BoundsNode(string Field, RangeBounds Bounds, SourceSpan Span) : QueryNode(Span)
{
    public override string ToString() => $"range({new FieldName(Field)}, {Bounds})";
}

/// <summary>At least so many of the conditions; more than one and fewer than all.</summary>
internal sealed record AtLeastNode(int Minimum, IReadOnlyList<QueryNode> Children, SourceSpan Span) : QueryNode(Span)
{
    public override string ToString() => QueryNotation.Call(FormattableString.Invariant($"at least {Minimum}"), Children);
}

/// <summary>Only Elasticsearch could decide it; false where the field has no value. An empty field name: whatever the event has.</summary>
internal sealed record UnknownNode(string Field, string Reason, SourceSpan Span) : QueryNode(Span)
{
    public override string ToString() => $"unknown({new FieldName(Field)}, {QueryNotation.Quote(Reason, '\'')})";
}
