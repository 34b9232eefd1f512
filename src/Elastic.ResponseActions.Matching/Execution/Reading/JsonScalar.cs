namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>Numbers and the words <c>true</c>, <c>false</c>, <c>null</c>, by the grammar of JSON.</summary>
internal static class JsonScalar
{
    /// <summary>The length of the number, word or nothing (0) that starts the text and is followed by a separator or the end.</summary>
    public static int LengthOf(ReadOnlySpan<byte> text, out EventValueKind kind)
    {
        kind = EventValueKind.Number;
        var length = text.IsEmpty ? 0 : text[0] switch
        {
            (byte)'t' => Word(text, "true"u8, EventValueKind.Boolean, out kind),
            (byte)'f' => Word(text, "false"u8, EventValueKind.Boolean, out kind),
            (byte)'n' => Word(text, "null"u8, EventValueKind.Null, out kind),
            _ => Number(text),
        };
        return length == text.Length || IsSeparator(text[length]) ? length : 0;
    }

    private static int Word(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word, EventValueKind itsKind, out EventValueKind kind)
    {
        kind = itsKind;
        return text.StartsWith(word) ? word.Length : 0;
    }

    private static int Number(ReadOnlySpan<byte> text)
    {
        var at = text[0] == (byte)'-' ? 1 : 0;
        var whole = Digits(text, at);
        if (whole == at || (text[at] == (byte)'0' && whole > at + 1))
            return 0;

        at = whole;
        if (at < text.Length && text[at] == (byte)'.')
        {
            var fraction = Digits(text, at + 1);
            if (fraction == at + 1)
                return 0;
            at = fraction;
        }

        if (at < text.Length && (text[at] | 0x20) == 'e')
        {
            at++;
            if (at < text.Length && text[at] is (byte)'+' or (byte)'-')
                at++;
            var exponent = Digits(text, at);
            return exponent == at ? 0 : exponent;
        }

        return at;
    }

    private static int Digits(ReadOnlySpan<byte> text, int at)
    {
        while ((uint)at < (uint)text.Length && (uint)(text[at] - '0') <= 9)
            at++;
        return at;
    }

    private static bool IsSeparator(byte b) => b is (byte)',' or (byte)'}' or (byte)']' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';
}
