using Elastic.ResponseActions.Matching.Syntax.Regex;
using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Syntax.Lucene;

/// <summary>
/// A whole <c>query_string</c>. Its clauses are no boolean algebra: what they ask for hangs on which of them analysis leaves over,
/// so they are put together when field types are known.
/// </summary>
/// <param name="Query">The query; <see cref="LuceneClausesNode"/> or a single clause.</param>
/// <param name="Settings">How it is read.</param>
/// <param name="Span">The whole text.</param>
internal sealed record LuceneQueryNode(QueryNode Query, LuceneSettings Settings, SourceSpan Span) : QueryNode(Span)
{
    public override string ToString() => $"lucene({Query}{Settings})";
}

/// <summary>Clauses in a row. A clause without an operator is joined by the default one.</summary>
internal sealed record LuceneClausesNode(IReadOnlyList<LuceneClause> Clauses, SourceSpan Span) : QueryNode(Span)
{
    public override string ToString() => $"clauses({string.Join(", ", Clauses)})";
}

/// <summary>One clause with what stands before it.</summary>
/// <param name="Conjunction">The operator before it.</param>
/// <param name="Modifier">Its sign.</param>
/// <param name="Query">What it asks for.</param>
/// <param name="IsWords">Several words in a row, which analysis may cut into clauses of their own.</param>
internal readonly record struct LuceneClause(LuceneConjunction Conjunction, LuceneModifier Modifier, QueryNode Query, bool IsWords = false)
{
    public override string ToString()
    {
        var conjunction = Conjunction switch { LuceneConjunction.And => "AND ", LuceneConjunction.Or => "OR ", _ => "" };
        var sign = Modifier switch { LuceneModifier.Required => "+", LuceneModifier.Prohibited => "-", _ => "" };
        return $"{conjunction}{sign}{Query}";
    }
}

internal enum LuceneConjunction
{
    None,
    And,
    Or,
}

internal enum LuceneModifier
{
    None,
    Required,
    Prohibited,
}

/// <summary>A term, words in a row or, quoted, a phrase; escapes are taken off. A null field: the fields of the settings.</summary>
internal sealed record LuceneTextNode(FieldName? Field, string Text, bool Quoted, int Slop, SourceSpan Span) : QueryNode(Span)
{
    public override string ToString() => $"text({LuceneNotation.Field(Field)}, {QueryNotation.Quote(Text, Quoted ? '"' : '\'')}{(Slop == 0 ? "" : FormattableString.Invariant($", slop {Slop}"))})";
}

/// <summary>A term with a star at its end; the text is what stands before it, escapes taken off.</summary>
internal sealed record LucenePrefixNode(FieldName? Field, string Prefix, SourceSpan Span) : QueryNode(Span)
{
    public override string ToString() => $"prefix({LuceneNotation.Field(Field)}, {QueryNotation.Quote(Prefix, '\'')})";
}

/// <summary>A term with <c>*</c> or <c>?</c>; backslashes are part of the pattern.</summary>
internal sealed record LuceneWildcardNode(FieldName? Field, string Pattern, SourceSpan Span) : QueryNode(Span)
{
    public override string ToString() => $"wildcard({LuceneNotation.Field(Field)}, {QueryNotation.Quote(Pattern, '/')})";
}

/// <summary>A regular expression between slashes; backslashes are part of it.</summary>
internal sealed record LuceneRegexNode(FieldName? Field, RegexText Regex) : QueryNode(Regex.Span)
{
    public override string ToString() => $"regex({LuceneNotation.Field(Field)}, {QueryNotation.Quote(Regex.Pattern, '/')})";
}

/// <summary><c>[low TO high]</c> and its kin, also <c>field:&gt;low</c>; a null bound is open.</summary>
internal sealed record LuceneRangeNode(FieldName? Field, RangeBounds Bounds, SourceSpan Span) : QueryNode(Span)
{
    public override string ToString() => $"range({LuceneNotation.Field(Field)}, {Bounds})";
}

internal static class LuceneNotation
{
    public static string Field(FieldName? field) => field?.ToString() ?? "-";
}
