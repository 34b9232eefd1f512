namespace Elastic.ResponseActions.Matching.Execution.Analysis;

/// <summary>What a code point is to the word rules (UAX #29 and the emoji sequences of UTS #51). Classes overlap, hence flags.</summary>
[Flags]
internal enum WordClass
{
    None = 0,
    Letter = 1 << 0,
    HebrewLetter = 1 << 1,
    Number = 1 << 2,
    Katakana = 1 << 3,

    /// <summary>Joins two letters: <c>:</c>.</summary>
    MidLetter = 1 << 4,

    /// <summary>Joins two numbers: <c>,</c>.</summary>
    MidNumber = 1 << 5,

    /// <summary>Joins two letters or two numbers: <c>.</c>.</summary>
    MidBoth = 1 << 6,

    /// <summary>As <see cref="MidBoth"/>; also ends a Hebrew word.</summary>
    SingleQuote = 1 << 7,

    /// <summary>Joins two Hebrew letters.</summary>
    DoubleQuote = 1 << 8,

    /// <summary>Part of any word but none alone: <c>_</c>.</summary>
    Joiner = 1 << 9,

    /// <summary>Combining marks, format characters, zero-width joiner: belongs to the character before it.</summary>
    Extender = 1 << 10,

    /// <summary>Regional indicator; two make a flag.</summary>
    Regional = 1 << 11,
    Ideograph = 1 << 12,
    Hiragana = 1 << 13,
    SoutheastAsian = 1 << 14,
    Emoji = 1 << 15,
    EmojiModifier = 1 << 16,
    EmojiModifierBase = 1 << 17,
    ZeroWidthJoiner = 1 << 18,
    TextSelector = 1 << 19,
    EmojiSelector = 1 << 20,
    KeyCapBase = 1 << 21,
    KeyCap = 1 << 22,
    Tag = 1 << 23,
    TagEnd = 1 << 24,

    AnyLetter = Letter | HebrewLetter,
    BetweenLetters = MidLetter | MidBoth | SingleQuote,
    BetweenNumbers = MidNumber | MidBoth | SingleQuote,
    WordStart = AnyLetter | Number | Katakana | Joiner,
    EmojiStart = Emoji | EmojiModifier | ZeroWidthJoiner | KeyCapBase | Regional,
    Selector = TextSelector | EmojiSelector,
}
