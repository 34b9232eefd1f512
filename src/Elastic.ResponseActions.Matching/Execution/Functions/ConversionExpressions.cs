using System.Globalization;
using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Execution.Functions;

/// <summary><c>string</c> of one value and <c>concat</c> of several; null where any part is.</summary>
internal sealed class ConcatExpression(Expression[] parts) : Expression
{
    public override bool WritesText => true;

    public override Scalar Evaluate(scoped ref Operands operands)
    {
        var start = operands.TextEnd;
        foreach (var part in parts)
        {
            var end = operands.TextEnd;
            var value = part.Evaluate(ref operands);
            if (value.IsNull)
                return Scalar.Null;

            // What the part wrote for itself stands behind the text so far: begin anew behind that.
            if (operands.TextEnd != end)
            {
                var before = operands.TextSince(start)[..(end - start)];
                start = operands.TextEnd;
                operands.Append(before);
            }

            Append(value, ref operands);
        }

        return Scalar.Of(operands.TextSince(start));
    }

    private static void Append(scoped in Scalar value, scoped ref Operands operands)
    {
        Span<byte> buffer = stackalloc byte[JavaText.MaxNumberBytes];
        switch (value.Kind)
        {
            case ScalarKind.Text:
                operands.Append(value.Text);
                break;
            case ScalarKind.Boolean:
                operands.Append(value.IsTrue ? "true"u8 : "false"u8);
                break;
            case ScalarKind.Integer:
                operands.Append(buffer[..JavaText.WriteInteger(value.Integer, buffer)]);
                break;
            default:
                operands.Append(buffer[..JavaText.WriteReal(value.Real, buffer)]);
                break;
        }
    }
}

/// <summary>
/// <c>number</c>: text to a whole or a floating point number, in base 10 or in base 16 behind <c>0x</c> where no base is given.
/// What is no number fails the search in Elasticsearch and is null here.
/// </summary>
internal sealed class NumberExpression(Expression text, int? radix) : Expression
{
    public override bool WritesText => text.WritesText;

    public override Scalar Evaluate(scoped ref Operands operands)
    {
        var value = text.Evaluate(ref operands);
        if (value.Kind != ScalarKind.Text)
            return Scalar.Null;

        var digits = value.Text;
        var isHex = digits.StartsWith("0x"u8);
        var used = radix ?? (isHex ? 16 : 10);
        if (isHex && used == 16)
            digits = digits[2..];
        if (TryParse(digits, used, out var integer))
            return Scalar.Of(integer);
        return used == 10 && TryParseReal(digits, out var real) ? Scalar.Of(real) : Scalar.Null;
    }

    private static bool TryParse(ReadOnlySpan<byte> digits, int radix, out long value)
    {
        value = 0;
        var negative = !digits.IsEmpty && digits[0] == '-';
        if (negative || (!digits.IsEmpty && digits[0] == '+'))
            digits = digits[1..];
        if (digits.IsEmpty)
            return false;

        Int128 number = 0;
        foreach (var c in digits)
        {
            var digit = char.IsAsciiDigit((char)c) ? c - '0' : char.IsAsciiLetter((char)c) ? (c | 0x20) - 'a' + 10 : int.MaxValue;
            if (digit >= radix)
                return false;
            number = (number * radix) + digit;
            if (number > (Int128)long.MaxValue + 1)
                return false;
        }

        number = negative ? -number : number;
        value = (long)number;
        return number <= long.MaxValue;
    }

    // Java ignores white space around a floating point number, and takes the letter of a number type at its end.
    private static bool TryParseReal(ReadOnlySpan<byte> text, out double value)
    {
        while (!text.IsEmpty && text[0] <= ' ')
            text = text[1..];
        while (!text.IsEmpty && text[^1] <= ' ')
            text = text[..^1];
        if (!text.IsEmpty && text[^1] is (byte)'d' or (byte)'D' or (byte)'f' or (byte)'F')
            text = text[..^1];

        value = 0;
        return !text.IsEmpty
            && char.IsAsciiDigit((char)text[^1]) | text[^1] == '.'
            && double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value);
    }
}

/// <summary><c>cidrMatch</c> within another function: whether the address of a field is in any of the blocks.</summary>
internal sealed class CidrMatchExpression(VariableExpression address, ValueRange<UInt128>[] blocks) : Expression
{
    public override Scalar Evaluate(scoped ref Operands operands)
    {
        if (address.IsMissing(ref operands) || !IpValue.TryRead(address.Spelling(ref operands), out var value))
            return Scalar.Null;

        foreach (var block in blocks)
        {
            if (block.Contains(value))
                return Scalar.Of(true);
        }

        return Scalar.Of(false);
    }
}
