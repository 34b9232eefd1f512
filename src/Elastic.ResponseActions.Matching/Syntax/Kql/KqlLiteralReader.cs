using System.Buffers;
using System.Text;
using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Syntax.Kql;

/// <summary>Reads one literal. Every character is looked at once; nothing is read twice.</summary>
internal static class KqlLiteralReader
{
    private const int HexDigits = 4;

    // Characters of bare literals that mean nothing but themselves, wherever they stand.
    private static readonly SearchValues<char> Plain =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(static c => (char)c).Where(static c => !KqlCharacters.IsSpecial(c))]);

    /// <summary>Reads the literal that starts at <paramref name="position"/> and moves past it, trailing white space of a bare one included.</summary>
    /// <returns>False where no literal starts, or where a quote is never closed; the position is then unchanged.</returns>
    public static bool TryRead(string text, ref int position, QueryBudget budget, out KqlLiteral literal)
    {
        literal = default;
        if (position >= text.Length) return false;
        return text[position] == '"'
            ? TryReadQuoted(text, ref position, out literal)
            : TryReadPlain(text, ref position, out literal) || TryReadBare(text, ref position, budget, out literal);
    }

    private static bool TryReadQuoted(string text, ref int position, out KqlLiteral literal)
    {
        literal = default;
        // Mostly nothing is escaped: then the text is taken as it stands.
        var plain = text.AsSpan(position + 1).IndexOfAny('"', '\\');
        if (plain >= 0 && text[position + 1 + plain] == '"')
        {
            literal = new KqlLiteral(text.Substring(position + 1, plain), null, true, LiteralKind.Text, new SourceSpan(position, plain + 2));
            position += plain + 2;
            return true;
        }

        var value = new StringBuilder();
        var i = position + 1;
        while (i < text.Length && text[i] != '"')
        {
            if (TryReadEscape(text, ref i, value, IsEscapedInQuotes)) continue;
            value.Append(text[i++]);
        }

        if (i >= text.Length) return false;

        literal = new KqlLiteral(value.ToString(), null, true, LiteralKind.Text, new SourceSpan(position, i + 1 - position));
        position = i + 1;
        return true;
    }

    /// <summary>One word without escapes and stars, as most literals are, taken as it stands; false leaves it to <see cref="TryReadBare"/>, which would say the same.</summary>
    internal static bool TryReadPlain(string text, ref int position, out KqlLiteral literal)
    {
        literal = default;
        var length = text.AsSpan(position).IndexOfAnyExcept(Plain);
        var word = length < 0 ? text.AsSpan(position) : text.AsSpan(position, length);
        var next = position + word.Length;
        if (word.IsEmpty || (KqlCharacters.IsSpaceAt(text, next) && word.EndsWith("not", StringComparison.OrdinalIgnoreCase))) return false;

        while (KqlCharacters.IsSpaceAt(text, next) && !KqlCharacters.IsKeywordAt(text, next)) next++;
        if (next < text.Length && (text[next] is '\\' or '*' || !(KqlCharacters.IsSpecial(text[next]) || KqlCharacters.IsKeywordAt(text, next)))) return false;

        literal = PlainLiteral(word.ToString(), new SourceSpan(position, word.Length));
        position = next;
        return true;
    }

    internal static bool TryReadBare(string text, ref int position, QueryBudget budget, out KqlLiteral literal)
    {
        literal = default;
        var part = new StringBuilder();
        List<string>? parts = null;
        var i = position;
        while (i < text.Length)
        {
            if (TryReadEscape(text, ref i, part, KqlCharacters.IsSpecial) || TryReadEscapedKeyword(text, ref i, part)) continue;

            if (text[i] == '*')
            {
                (parts ??= []).Add(part.ToString());
                part.Clear();
                i++;
                continue;
            }

            if (KqlCharacters.IsSpecial(text[i]) || KqlCharacters.IsKeywordAt(text, i)) break;
            part.Append(text[i++]);
        }

        if (i == position) return false;

        var span = SpanWithoutTrailingSpace(text, position, i);
        parts?.Add(part.ToString());
        literal = parts is null ? PlainLiteral(Trim(part.ToString(), true, true), span) : PatternLiteral(parts, span);
        if (parts is not null) budget.CheckWildcards(parts.Count - 1, span);
        position = i;
        return true;
    }

    private static KqlLiteral PlainLiteral(string value, SourceSpan span) => new(value, null, false, KindOf(value), span);

    private static KqlLiteral PatternLiteral(List<string> parts, SourceSpan span)
    {
        parts[0] = Trim(parts[0], start: true, end: false);
        parts[^1] = Trim(parts[^1], start: false, end: true);
        return new KqlLiteral(string.Join('*', parts), parts, false, LiteralKind.Text, span);
    }

    private static LiteralKind KindOf(string value) => value switch
    {
        "true" => LiteralKind.True,
        "false" => LiteralKind.False,
        "null" => LiteralKind.Null,
        _ => LiteralKind.Text,
    };

    /// <summary>Escapes that mean the same in bare and quoted literals, and a backslash before a character that <paramref name="isEscapable"/>.</summary>
    private static bool TryReadEscape(string text, ref int index, StringBuilder value, Func<char, bool> isEscapable)
    {
        if (text[index] != '\\' || index + 1 >= text.Length) return false;

        var next = text[index + 1];
        if (next is 't' or 'r' or 'n')
        {
            value.Append(next switch { 't' => '\t', 'r' => '\r', _ => '\n' });
            index += 2;
            return true;
        }

        if (next == 'u' && TryReadHex(text, index + 2, out var unit))
        {
            value.Append(unit);
            index += 2 + HexDigits;
            return true;
        }

        if (!isEscapable(next)) return false;
        value.Append(next);
        index += 2;
        return true;
    }

    // By hand: the number parser of the BCL also takes a trailing U+0000.
    private static bool TryReadHex(string text, int index, out char unit)
    {
        var value = 0;
        for (var i = 0; i < HexDigits; i++)
        {
            if (index + i >= text.Length || !char.IsAsciiHexDigit(text[index + i]))
            {
                unit = default;
                return false;
            }

            value = (value << 4) | HexValue(text[index + i]);
        }

        unit = (char)value;
        return true;
    }

    private static int HexValue(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;

    // `\not` never gets here: its `\n` has been read as a line feed, as Kibana does.
    private static bool TryReadEscapedKeyword(string text, ref int index, StringBuilder value)
    {
        if (text[index] != '\\') return false;

        var length = KqlCharacters.IsWordAt(text, index + 1, "or") ? 2
            : KqlCharacters.IsWordAt(text, index + 1, "and") || KqlCharacters.IsWordAt(text, index + 1, "not") ? 3
            : 0;
        if (length == 0) return false;

        value.Append(text, index + 1, length);
        index += 1 + length;
        return true;
    }

    private static bool IsEscapedInQuotes(char c) => c is '"' or '\\';

    private static string Trim(string text, bool start, bool end)
    {
        var first = 0;
        var last = text.Length;
        while (start && first < last && KqlCharacters.IsTrimmed(text[first])) first++;
        while (end && last > first && KqlCharacters.IsTrimmed(text[last - 1])) last--;
        return text[first..last];
    }

    private static SourceSpan SpanWithoutTrailingSpace(string text, int start, int end)
    {
        while (end > start + 1 && KqlCharacters.IsTrimmed(text[end - 1])) end--;
        return new SourceSpan(start, end - start);
    }
}
