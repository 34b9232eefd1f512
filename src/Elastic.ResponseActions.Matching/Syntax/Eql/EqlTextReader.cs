using System.Globalization;
using System.Text;

namespace Elastic.ResponseActions.Matching.Syntax.Eql;

/// <summary>Strings and back-ticked names: where they end, and what they hold.</summary>
internal static class EqlTextReader
{
    private const string RawQuote = "\"\"\"";
    private const int MostQuotesBeforeRawEnd = 2;

    public static bool IsRawAt(string text, int index) => text.AsSpan(index).StartsWith(RawQuote);

    /// <summary>The place behind a raw string; -1 where it is not closed on its line. Up to two quotes before the closing ones belong to it.</summary>
    public static int RawEnd(string text, int start)
    {
        var from = start + RawQuote.Length;
        var length = text.AsSpan(from).IndexOf(RawQuote);
        if (length < 0 || text.AsSpan(from, length).ContainsAny('\r', '\n')) return -1;

        var end = from + length + RawQuote.Length;
        for (var more = 0; more < MostQuotesBeforeRawEnd && end < text.Length && text[end] == '"'; more++) end++;
        return end;
    }

    /// <summary>The length of the escape that starts at a backslash.</summary>
    public static int EscapeLength(string text, int at, EqlErrors errors)
    {
        var next = at + 1 < text.Length ? text[at + 1] : '\0';
        if (next is 'b' or 't' or 'n' or 'f' or 'r' or '"' or '\'' or '\\') return 2;
        if (next != 'u') throw errors.BadEscape(at);

        var end = at + 3;
        while (end < text.Length && char.IsAsciiHexDigit(text[end])) end++;
        var digits = end - (at + 3);
        if (at + 2 >= text.Length || text[at + 2] != '{' || end >= text.Length || text[end] != '}') throw errors.BadEscape(at);
        if (digits is < 2 or > 8 || !Rune.IsValid(CodePoint(text.AsSpan(at + 3, digits)))) throw errors.BadCodePoint(at, end + 1);
        return end + 1 - at;
    }

    /// <summary>What a string token holds.</summary>
    public static string TextOf(string text, EqlToken token)
    {
        if (token.Kind == EqlTokenKind.RawText) return text.Substring(token.Start + RawQuote.Length, token.Length - (2 * RawQuote.Length));

        var inner = text.AsSpan(token.Start + 1, token.Length - 2);
        var escape = inner.IndexOf('\\');
        return escape < 0 ? inner.ToString() : Unescape(inner, escape);
    }

    /// <summary>Where the text of a string token starts in the query; -1 where it has escapes, or the token is no string.</summary>
    public static int VerbatimStart(string text, EqlToken token) => token.Kind switch
    {
        EqlTokenKind.RawText => token.Start + RawQuote.Length,
        EqlTokenKind.Text when !text.AsSpan(token.Start, token.Length).Contains('\\') => token.Start + 1,
        _ => -1,
    };

    /// <summary>A name without its back-ticks; two of them in a row stand for one.</summary>
    public static string NameOf(string text, EqlToken token)
    {
        if (token.Kind != EqlTokenKind.QuotedIdentifier) return text.Substring(token.Start, token.Length);

        var inner = text.Substring(token.Start + 1, token.Length - 2);
        return inner.Replace("``", "`", StringComparison.Ordinal);
    }

    // The lexer has checked every escape.
    private static string Unescape(ReadOnlySpan<char> inner, int escape)
    {
        var result = new StringBuilder(inner.Length);
        while (escape >= 0)
        {
            result.Append(inner[..escape]);
            var next = inner[escape + 1];
            var length = 2;
            switch (next)
            {
                case 'b': result.Append('\b'); break;
                case 't': result.Append('\t'); break;
                case 'n': result.Append('\n'); break;
                case 'f': result.Append('\f'); break;
                case 'r': result.Append('\r'); break;
                case 'u':
                    length = inner[escape..].IndexOf('}') + 1;
                    result.Append(new Rune(CodePoint(inner.Slice(escape + 3, length - 4))).ToString());
                    break;
                default: result.Append(next); break;
            }

            inner = inner[(escape + length)..];
            escape = inner.IndexOf('\\');
        }

        return result.Append(inner).ToString();
    }

    private static int CodePoint(ReadOnlySpan<char> hex) =>
        int.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? value : -1;
}
