using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Syntax.Lucene;

/// <summary>One token of a Lucene query, as its text stands in the query.</summary>
internal readonly record struct LuceneToken(LuceneTokenKind Kind, SourceSpan Span);

/// <summary>The tokens of Lucene's classic query parser, under its names.</summary>
internal enum LuceneTokenKind
{
    End,

    /// <summary>No token starts here; reading ends.</summary>
    Bad,

    And,
    Or,
    Not,
    Plus,
    Minus,

    /// <summary>A sign before white space: a term of its own.</summary>
    BareOperator,

    Open,
    Close,
    Colon,
    Star,
    Caret,

    /// <summary>The number behind a caret.</summary>
    Number,

    Quoted,
    Term,

    /// <summary>A tilde with what follows it: fuzziness, or the slop of a phrase.</summary>
    Tilde,

    /// <summary>A term with one star, at its end.</summary>
    Prefix,

    /// <summary>A term with <c>*</c> or <c>?</c> anywhere else.</summary>
    Wildcard,

    Regex,
    RangeInclusive,
    RangeExclusive,
    RangeTo,
    RangeEndInclusive,
    RangeEndExclusive,
    RangeQuoted,
    RangeText,
}
