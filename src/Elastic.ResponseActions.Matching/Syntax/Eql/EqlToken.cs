using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Syntax.Eql;

/// <summary>A token and its place in the text.</summary>
internal readonly record struct EqlToken(EqlTokenKind Kind, int Start, int End)
{
    public SourceSpan Span => SourceSpan.Between(Start, End);

    public int Length => End - Start;
}

/// <summary>The tokens of EQL; keywords are lower case only.</summary>
internal enum EqlTokenKind
{
    End,

    // Names and values.
    Identifier,
    TildeIdentifier,
    QuotedIdentifier,
    Text,
    RawText,
    Integer,
    Decimal,

    // Keywords.
    And,
    Any,
    By,
    False,
    In,
    InIgnoreCase,
    Join,
    Like,
    LikeIgnoreCase,
    MaxSpan,
    Not,
    Null,
    Of,
    Or,
    Regex,
    RegexIgnoreCase,
    Sample,
    Sequence,
    True,
    Until,
    Where,
    With,

    // Signs.
    Colon,
    Assign,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Plus,
    Minus,
    Star,
    Slash,
    Percent,
    Dot,
    Comma,
    OpenBracket,
    CloseBracket,
    MissingOpen,
    OpenParenthesis,
    CloseParenthesis,
    Pipe,
    Optional,
}
