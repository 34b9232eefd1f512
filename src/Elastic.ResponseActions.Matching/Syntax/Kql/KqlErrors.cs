using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Syntax.Kql;

/// <summary>The texts of all KQL syntax errors: what was found, what was expected, and what to write instead where that can be told.</summary>
internal sealed class KqlErrors(string text)
{
    public QuerySyntaxException ExpectedCondition(int at)
    {
        var last = WordBefore(at);
        var expected = last is "and" or "or" or "not" ? $"expected a condition after `{last}`" : "expected a condition";
        return Unexpected(at, expected, IsNotAt(at) ? "`not` takes a single condition: write `not (not …)`" : null);
    }

    public QuerySyntaxException ExpectedValue(KqlLiteral field, int at)
    {
        var name = VisibleText.Excerpt(field.Text);
        return Unexpected(at, $"expected a value for {name}", IsNotAt(at) ? NotHint(field, at) : null);
    }

    public QuerySyntaxException ExpectedRangeValue(KqlLiteral field, RangeOperator op, int at) =>
        Unexpected(
            at,
            $"expected a value after `{QueryNotation.Symbol(op)}` for {VisibleText.Excerpt(field.Text)}",
            CharAt(at) == '(' ? "a comparison takes a single value, not a list" : null);

    public QuerySyntaxException ExpectedClosing(int at, int open, char close)
    {
        var opening = new SourceText(text).PositionAt(open);
        var hint = at >= text.Length ? FormattableString.Invariant($"the `{text[open]}` at line {opening.Line}, column {opening.Column} is not closed") : HintAfterCondition(at);
        return Unexpected(at, $"expected `and`, `or` or `{close}`", hint);
    }

    public QuerySyntaxException ExpectedEnd(int at)
    {
        var hint = CharAt(at) switch
        {
            ')' => "there is no `(` that it closes",
            '}' => "there is no `{` that it closes",
            _ => HintAfterCondition(at),
        };
        return Unexpected(at, "expected `and`, `or` or the end of the query", hint);
    }

    private QuerySyntaxException Unexpected(int at, string expected, string? hint)
    {
        if (CharAt(at) == '\\') return BadEscape(at);
        if (CharAt(at) == '"' && IsUnclosedQuote(at)) return UnclosedQuote(at);

        var found = FoundAt(at);
        var what = found.Length == 0 ? "end of the query" : VisibleText.Excerpt(found);
        var sentence = hint is null ? $"unexpected {what}, {expected}." : $"unexpected {what}, {expected}; {hint}.";
        return new QuerySyntaxException(sentence, new SourceSpan(at, found.Length));
    }

    private static QuerySyntaxException UnclosedQuote(int at) =>
        new("this quote is never closed; add the closing `\"`, or write `\\\"` for a quote that is part of the text.", new SourceSpan(at, 1));

    private QuerySyntaxException BadEscape(int at)
    {
        var length = Math.Min(at + 1 < text.Length && char.IsHighSurrogate(text[at + 1]) ? 3 : 2, text.Length - at);
        var escape = VisibleText.Excerpt(text.Substring(at, length));
        var reason = length == 1 ? "a backslash at the end of the query escapes nothing"
            : text[at + 1] == 'u' ? "`\\u` needs four hexadecimal digits"
            : $"{escape} is no escape";
        return new QuerySyntaxException($"{reason}; write `\\\\` for a backslash, or put the text in quotes.", new SourceSpan(at, length));
    }

    private string? HintAfterCondition(int at)
    {
        var word = WordAt(at);
        return CharAt(at) switch
        {
            ':' or '<' or '>' => "text without quotes runs over spaces, so join conditions with `and` or `or`, and put text that contains special characters in quotes",
            '"' => "put the whole text in quotes, or write `\\\"` for a quote that is part of it",
            '(' when WordBefore(at) is "and" or "or" or "not" && !KqlCharacters.IsSpaceAt(text, at - 1) => $"put a space between `{WordBefore(at)}` and `(`",
            '(' or '{' => "join conditions with `and` or `or`, and put text that contains special characters in quotes",
            _ when word is "and" or "or" => $"`{word}` needs white space on both sides",
            _ when IsNotAt(at) => "text that contains `not` before a space needs quotes",
            _ => null,
        };
    }

    private string NotHint(KqlLiteral field, int at)
    {
        var inList = text.AsSpan(0, at).TrimEnd().EndsWith("not", StringComparison.OrdinalIgnoreCase);
        return inList ? "`not` takes a single value: write `not (not …)`" : $"write `{VisibleText.Excerpt(field.Text)[1..^1]}: (not …)`, or `not` before the field";
    }

    private bool IsNotAt(int at) => at < text.Length && KqlCharacters.IsKeywordAt(text, at) && WordAt(at) == "not";

    private bool IsUnclosedQuote(int at)
    {
        var position = at;
        return !KqlLiteralReader.TryRead(text, ref position, new QueryBudget(), out _);
    }

    private char CharAt(int at) => at < text.Length ? text[at] : '\0';

    /// <summary>The word or the single special character at a place; empty at the end.</summary>
    private string FoundAt(int at)
    {
        var end = at;
        while (end < text.Length && !KqlCharacters.IsSpecial(text[end]) && !KqlCharacters.IsSpaceAt(text, end)) end++;
        if (end == at && end < text.Length) end++;
        return text[at..end];
    }

    private string WordAt(int at)
    {
        var end = at;
        while (end < text.Length && char.IsAsciiLetter(text[end]) && end - at < 4) end++;
        return text[at..end].ToLowerInvariant();
    }

    private string WordBefore(int at)
    {
        var end = at;
        while (KqlCharacters.IsSpaceAt(text, end - 1)) end--;
        var start = end;
        while (start > 0 && end - start < 4 && char.IsAsciiLetter(text[start - 1])) start--;
        return text[start..end].ToLowerInvariant();
    }
}
