using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Syntax.Eql;

/// <summary>The texts of EQL's syntax errors: what was found, what was expected, and what to write instead where that can be told.</summary>
internal sealed class EqlErrors(string text)
{
    public const string AnyValue = "a condition or a value";
    public const string EndOfQuery = "the end of the query";
    public const string NextPart = "the next part of the field name after `.`";

    private const int LongestKeyword = 8;

    /// <summary>A token that does not fit, with what would.</summary>
    public QuerySyntaxException Expected(EqlToken found, string expected, string? hint = null)
    {
        var what = found.Kind == EqlTokenKind.End ? "end of the query" : VisibleText.Excerpt(TextOf(found));
        hint ??= HintFor(found, expected);
        var sentence = hint is null ? $"unexpected {what}, expected {expected}." : $"unexpected {what}, expected {expected}; {hint}.";
        return new QuerySyntaxException(sentence, found.Span);
    }

    public QuerySyntaxException ExpectedClosing(EqlToken found, EqlToken open, string expected)
    {
        var opening = new SourceText(text).PositionAt(open.Start);
        var hint = found.Kind == EqlTokenKind.End
            ? FormattableString.Invariant($"the `{TextOf(open)}` at line {opening.Line}, column {opening.Column} is not closed")
            : null;
        return Expected(found, expected, hint);
    }

    public QuerySyntaxException NoToken(int at)
    {
        var length = at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;
        var hint = text[at] switch
        {
            '\'' => "EQL has no single quotes: put text in double quotes",
            '!' => "write `not` before a condition, `!=` between two values, or `![` for a missing event of a sequence",
            '&' => "write `and`",
            '~' => "`~` stands directly behind `in`, `like`, `regex` or a function's name",
            '\u00A0' => "only space, tab and line breaks count as white space",
            _ => "put text in double quotes, and a field name that is not made of letters, digits, `_` and `.` in back-ticks",
        };
        return new QuerySyntaxException($"unexpected {VisibleText.Excerpt(text.Substring(at, length))}; {hint}.", new SourceSpan(at, length));
    }

    public static QuerySyntaxException UnclosedComment(int at) => new("this comment is never closed; add `*/`.", new SourceSpan(at, 2));

    public QuerySyntaxException UnclosedText(int at, int end)
    {
        var hint = end < text.Length
            ? "a string ends on the line it starts on: add the closing `\"`, or write `\\n` for a line break"
            : "add the closing `\"`, or write `\\\"` for a quote that is part of the text";
        return new QuerySyntaxException($"this string is never closed; {hint}.", new SourceSpan(at, 1));
    }

    public static QuerySyntaxException UnclosedRawText(int at) =>
        new("this raw string is never closed; add the closing `\"\"\"` on the same line.", new SourceSpan(at, 3));

    public static QuerySyntaxException UnclosedIdentifier(int at) =>
        new("this name is never closed; add the closing back-tick, or write two for one that is part of the name.", new SourceSpan(at, 1));

    public QuerySyntaxException BadEscape(int at)
    {
        var length = Math.Min(at + 1 < text.Length && char.IsHighSurrogate(text[at + 1]) ? 3 : 2, text.Length - at);
        var reason = length > 1 && text[at + 1] == 'u'
            ? "`\\u` needs a code point in braces, as in `\\u{200f}`"
            : $"{VisibleText.Excerpt(text.Substring(at, length))} is no escape";
        return new QuerySyntaxException($"{reason}; write `\\\\` for a backslash, or put the text in `\"\"\"`.", new SourceSpan(at, length));
    }

    public QuerySyntaxException BadCodePoint(int at, int end) =>
        new($"{VisibleText.Excerpt(text[at..end])} is no character; expected 2 to 8 hexadecimal digits of a code point that is not half of a surrogate pair.", SourceSpan.Between(at, end));

    public static QuerySyntaxException OldRawText(int at) =>
        new("`?` before a quote marked a raw string in Endgame's EQL; put a raw string in `\"\"\"`.", new SourceSpan(at, 2));

    public QuerySyntaxException Chained(EqlToken found) =>
        new($"unexpected {VisibleText.Excerpt(TextOf(found))}; comparisons do not chain, so join them with `and`.", found.Span);

    public QuerySyntaxException UnknownFunction(EqlToken name)
    {
        var plain = TextOf(name).TrimEnd('~');
        return EqlFunctions.InsteadOfEndgames(plain) is { } instead
            ? Unsupported(name.Span, $"`{plain}` is a function of Endgame's EQL that Elasticsearch does not have; {instead}.")
            : new QuerySyntaxException($"there is no function {VisibleText.Excerpt(plain)}.", name.Span);
    }

    public static QuerySyntaxException WrongCount(EqlSignature function, int count, SourceSpan at)
    {
        var expected = function.Most == function.Least ? FormattableString.Invariant($"{function.Least}")
            : function.Most == int.MaxValue ? FormattableString.Invariant($"at least {function.Least}")
            : FormattableString.Invariant($"{function.Least} or {function.Most}");
        var noun = function.Least == 1 && function.Most is (1 or int.MaxValue) ? "argument" : "arguments";
        return new QuerySyntaxException(FormattableString.Invariant($"`{function.Name}` takes {expected} {noun}, not {count}."), at);
    }

    public static QuerySyntaxException NoInsensitiveForm(EqlSignature function, SourceSpan at) =>
        new($"`{function.Name}` has no form with `~`; leave it out.", at);

    public static QuerySyntaxException Plain(SourceSpan at, string message) => new(message, at);

    public static QuerySyntaxException Unsupported(SourceSpan at, string message) => new(message, at, QueryErrorKind.Unsupported);

    public string TextOf(EqlToken token) => text.Substring(token.Start, token.Length);

    private string? HintFor(EqlToken found, string expected) => found.Kind switch
    {
        EqlTokenKind.Assign => "equality is written `==`, or `:` to ignore case",
        EqlTokenKind.Not when expected == AnyValue => "write `not` before the whole condition",
        EqlTokenKind.Optional => "`?` stands before a field name only",
        EqlTokenKind.CloseParenthesis when expected.EndsWith(EndOfQuery, StringComparison.Ordinal) => "there is no `(` that it closes",
        _ when EqlKeywords.Contains(found.Kind) && (expected == AnyValue || expected == NextPart) => $"`{TextOf(found)}` is a keyword; a field of that name needs back-ticks",
        EqlTokenKind.Identifier when IsKeywordInCapitals(text.AsSpan(found.Start, found.Length)) => LowerCase(TextOf(found)),
        _ when IsKeywordInCapitals(WordBefore(found.Start)) => LowerCase(WordBefore(found.Start).ToString()),
        _ => null,
    };

    private static string LowerCase(string word) => $"keywords are lower case: `{word.ToLowerInvariant()}`";

    private static bool IsKeywordInCapitals(ReadOnlySpan<char> word)
    {
        Span<char> lower = stackalloc char[LongestKeyword];
        return word.Length is > 0 and <= LongestKeyword
            && EqlKeywords.KindOf(word) == EqlTokenKind.Identifier
            && EqlKeywords.KindOf(lower[..word.ToLowerInvariant(lower)]) != EqlTokenKind.Identifier;
    }

    private ReadOnlySpan<char> WordBefore(int place)
    {
        var before = text.AsSpan(0, place).TrimEnd();
        return before[(before.LastIndexOfAnyExceptInRange('A', 'z') + 1)..];
    }
}
