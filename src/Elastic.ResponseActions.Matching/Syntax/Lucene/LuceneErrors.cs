using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Syntax.Lucene;

/// <summary>The texts of all Lucene syntax errors: what was found, what was expected, and what to write instead where that can be told.</summary>
internal sealed class LuceneErrors(string text)
{
    public static QuerySyntaxException BadUnicodeEscape(SourceSpan at) =>
        new("`\\u` needs four hexadecimal digits; write `\\\\u` for a backslash and a `u`.", at);

    public static QuerySyntaxException Fuzzy(SourceSpan at) =>
        new("fuzzy terms (`~`) are not evaluated here; list the spellings, or use a wildcard or a regular expression.", at, QueryErrorKind.Unsupported);

    public QuerySyntaxException ExpectedClause(in LuceneToken found, in LuceneToken before) => Unexpected(found, before.Kind switch
    {
        LuceneTokenKind.And or LuceneTokenKind.Or or LuceneTokenKind.Not or LuceneTokenKind.Plus or LuceneTokenKind.Minus => $"expected a condition after `{Image(before)}`",
        LuceneTokenKind.Colon => "expected a value after the colon",
        LuceneTokenKind.Open => "expected a condition after `(`",
        _ => "expected a condition",
    }, found.Kind switch
    {
        LuceneTokenKind.Plus or LuceneTokenKind.Minus or LuceneTokenKind.Not when before.Kind == LuceneTokenKind.Colon =>
            $"put the value in quotes, or write `\\{Image(found)}` for a sign that belongs to it",
        LuceneTokenKind.And or LuceneTokenKind.Or => "words in upper case join conditions; put them in quotes where they are text",
        _ => null,
    });

    public QuerySyntaxException ExpectedEnd(in LuceneToken found) => Unexpected(found, "expected a condition, an operator or the end of the query", found.Kind switch
    {
        LuceneTokenKind.Close => "there is no `(` that it closes",
        LuceneTokenKind.Colon => "a colon follows a field name without wildcards; write `\\*` for a star in a name, and `\\:` for a colon in a value",
        _ => null,
    });

    public QuerySyntaxException ExpectedClosing(in LuceneToken found, in LuceneToken open)
    {
        var opening = new SourceText(text).PositionAt(open.Span.Start);
        var hint = found.Kind == LuceneTokenKind.End ? FormattableString.Invariant($"the `(` at line {opening.Line}, column {opening.Column} is not closed") : null;
        return Unexpected(found, "expected a condition, an operator or `)`", hint);
    }

    public QuerySyntaxException ExpectedInRange(in LuceneToken found, string expected) =>
        Unexpected(found, expected, "a range is written `[low TO high]`, with `{` or `}` where the bound itself is left out, `*` for an open end, and quotes around a bound with spaces");

    public QuerySyntaxException ExpectedNumber(in LuceneToken found) => Unexpected(found, "expected a number right behind `^`", "write `\\^` for a caret in a value");

    private QuerySyntaxException Unexpected(in LuceneToken found, string expected, string? hint)
    {
        if (found.Kind == LuceneTokenKind.Bad && BadToken(found.Span.Start) is { } bad) return bad;

        var length = found.Kind == LuceneTokenKind.Bad ? Math.Min(1, text.Length - found.Span.Start) : found.Span.Length;
        var span = new SourceSpan(found.Span.Start, length);
        var what = length == 0 ? "end of the query" : VisibleText.Excerpt(text.Substring(span.Start, length));
        return new QuerySyntaxException(hint is null ? $"unexpected {what}, {expected}." : $"unexpected {what}, {expected}; {hint}.", span);
    }

    private QuerySyntaxException? BadToken(int at) => at == text.Length ? null : text[at] switch
    {
        '"' => new("this quote is never closed; add the closing `\"`, or write `\\\"` for a quote that is part of the text.", new SourceSpan(at, 1)),
        '/' => new("a `/` starts a regular expression, and this one is never closed; write `\\/` for a slash, or put the value in quotes.", new SourceSpan(at, 1)),
        '\\' => new("a backslash at the end of the query escapes nothing; write `\\\\` for a backslash.", new SourceSpan(at, 1)),
        ']' or '}' => new($"there is no range that `{text[at]}` closes; write `\\{text[at]}` for the character itself.", new SourceSpan(at, 1)),
        _ => null,
    };

    private string Image(in LuceneToken token) => text.Substring(token.Span.Start, token.Span.Length).TrimEnd();
}
