using System.Buffers.Text;
using System.Globalization;
using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Execution.Functions;

/// <summary>Values as the text that Elasticsearch makes of them, which is Java's.</summary>
internal static class JavaText
{
    public const int MaxNumberBytes = 32;
    public const int MaxIpBytes = 40;
    public const int MaxDateBytes = 40;

    private const long MillisPerDay = 86_400_000;

    public static int WriteInteger(long value, Span<byte> target)
    {
        Utf8Formatter.TryFormat(value, target, out var written);
        return written;
    }

    /// <summary><c>Double.toString</c>: always a point, an exponent below 10⁻³ and from 10⁷ on.</summary>
    public static int WriteReal(double value, Span<byte> target)
    {
        if (!double.IsFinite(value))
            return Copy(double.IsNaN(value) ? "NaN"u8 : value > 0 ? "Infinity"u8 : "-Infinity"u8, target);

        Span<byte> shortest = stackalloc byte[MaxNumberBytes];
        Span<byte> digits = stackalloc byte[MaxNumberBytes];
        value.TryFormat(shortest, out var length, default, CultureInfo.InvariantCulture);
        var count = DigitsOf(shortest[..length], digits, out var exponent);
        return Layout(double.IsNegative(value), digits[..count], exponent, target);
    }

    /// <summary>IPv4 with points; IPv6 in lower case with the longest run of zeros left out.</summary>
    public static int WriteIp(UInt128 address, Span<byte> target)
    {
        var length = 0;
        if (IpValue.IsV4(address))
        {
            for (var shift = 24; shift >= 0; shift -= 8)
            {
                if (length > 0)
                    target[length++] = (byte)'.';
                length += WriteInteger((byte)(address >> shift), target[length..]);
            }

            return length;
        }

        var (gap, gapLength) = LongestZeros(address);
        for (var group = 0; group < 8; group++)
        {
            if (group == gap)
            {
                target[length++] = (byte)':';
                target[length++] = (byte)':';
                group += gapLength - 1;
                continue;
            }

            if (group > 0 && target[length - 1] != ':')
                target[length++] = (byte)':';
            Utf8Formatter.TryFormat(Group(address, group), target[length..], out var written, 'x');
            length += written;
        }

        return length;
    }

    /// <summary><c>ZonedDateTime.toString</c> in UTC: seconds and their fraction only where they are not zero.</summary>
    public static int WriteDate(long utcMillis, Span<byte> target)
    {
        var date = CivilDate.FromEpochDay(CivilDate.FloorDiv(utcMillis, MillisPerDay));
        var time = (int)CivilDate.FloorMod(utcMillis, MillisPerDay);
        var length = 0;
        if (date.Year is < 0 or > 9999)
            target[length++] = date.Year < 0 ? (byte)'-' : (byte)'+';
        length += Padded(Math.Abs(date.Year), 4, target[length..]);
        length += Part('-', date.Month, target[length..]);
        length += Part('-', date.Day, target[length..]);
        length += Part('T', time / 3_600_000, target[length..]);
        length += Part(':', time / 60_000 % 60, target[length..]);
        if (time % 60_000 != 0)
            length += Part(':', time / 1000 % 60, target[length..]);
        if (time % 1000 != 0)
        {
            target[length++] = (byte)'.';
            length += Padded(time % 1000, 3, target[length..]);
        }

        target[length++] = (byte)'Z';
        return length;
    }

    private static int Layout(bool negative, ReadOnlySpan<byte> digits, int exponent, Span<byte> target)
    {
        var length = 0;
        if (negative)
            target[length++] = (byte)'-';

        var scientific = exponent is < -3 or >= 7;
        var whole = scientific ? 1 : exponent + 1;
        if (whole <= 0)
        {
            length += Copy("0."u8, target[length..]);
            for (var zeros = whole; zeros < 0; zeros++)
                target[length++] = (byte)'0';
            length += Copy(digits, target[length..]);
            return length;
        }

        for (var i = 0; i < whole; i++)
            target[length++] = i < digits.Length ? digits[i] : (byte)'0';
        target[length++] = (byte)'.';
        length += digits.Length > whole ? Copy(digits[whole..], target[length..]) : Copy("0"u8, target[length..]);
        if (scientific)
        {
            target[length++] = (byte)'E';
            length += WriteInteger(exponent, target[length..]);
        }

        return length;
    }

    // The digits that .NET writes are the shortest that read back as the number. Without outer zeros they are Java's;
    // the exponent is that of the first of them.
    private static int DigitsOf(ReadOnlySpan<byte> text, Span<byte> digits, out int exponent)
    {
        var count = 0;
        var wholeDigits = 0;   // digits up to the point, from the first one that is not zero; negative: zeros behind the point
        var hasPoint = false;
        exponent = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == 'E')
            {
                _ = Utf8Parser.TryParse(text[(i + 1)..], out exponent, out _);   // our own text: well formed
                break;
            }

            hasPoint |= c == '.';
            if (!char.IsAsciiDigit((char)c))
                continue;
            if (c != '0' || count > 0)
            {
                digits[count++] = c;
                wholeDigits += hasPoint ? 0 : 1;
            }
            else if (hasPoint)
            {
                wholeDigits--;
            }
        }

        while (count > 1 && digits[count - 1] == '0')
            count--;
        if (count > 0)
        {
            exponent += wholeDigits - 1;
            return count;
        }

        digits[0] = (byte)'0';
        exponent = 0;
        return 1;
    }

    private static (int Start, int Length) LongestZeros(UInt128 address)
    {
        var (best, bestLength) = (-1, 1);   // a single group is not worth leaving out
        for (var start = 0; start < 8; start++)
        {
            var length = 0;
            while (start + length < 8 && Group(address, start + length) == 0)
                length++;
            if (length > bestLength)
                (best, bestLength) = (start, length);
        }

        return (best, bestLength);
    }

    private static ushort Group(UInt128 address, int group) => (ushort)(address >> (16 * (7 - group)));

    private static int Part(char before, int value, Span<byte> target)
    {
        target[0] = (byte)before;
        return 1 + Padded(value, 2, target[1..]);
    }

    private static int Padded(long value, int digits, Span<byte> target)
    {
        Utf8Formatter.TryFormat(value, target, out var written, new System.Buffers.StandardFormat('D', (byte)digits));
        return written;
    }

    private static int Copy(ReadOnlySpan<byte> text, Span<byte> target)
    {
        text.CopyTo(target);
        return text.Length;
    }
}
