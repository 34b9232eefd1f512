using System.Text;
using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Syntax.Lucene;

/// <summary>Takes the backslashes off: <c>\x</c> is <c>x</c> whatever x is, and <c>\uXXXX</c> a UTF-16 unit.</summary>
internal static class LuceneEscapes
{
    private const int HexDigits = 4;

    /// <exception cref="QuerySyntaxException">A <c>\u</c> lacks its digits.</exception>
    public static string Remove(ReadOnlySpan<char> text, SourceSpan at)
    {
        if (!text.Contains('\\')) return text.ToString();

        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }

            i++;
            if (text[i] != 'u')
            {
                result.Append(text[i]);
                continue;
            }

            result.Append(Unit(text[(i + 1)..], at));
            i += HexDigits;
        }

        return result.ToString();
    }

    private static char Unit(ReadOnlySpan<char> digits, SourceSpan at)
    {
        if (digits.Length < HexDigits || digits[..HexDigits].ContainsAnyExcept(HexCharacters)) throw LuceneErrors.BadUnicodeEscape(at);

        var value = 0;
        foreach (var digit in digits[..HexDigits])
            value = (value << 4) | (char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10);
        return (char)value;
    }

    private static readonly System.Buffers.SearchValues<char> HexCharacters = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");
}
