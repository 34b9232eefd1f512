using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Eql;

namespace Elastic.ResponseActions.Matching.Tests.Oracle;

/// <summary>
/// Computes an EQL expression over one value for each place where a field stands. A value is null, a <see cref="bool"/>, a
/// <see cref="long"/>, a <see cref="double"/> or a <see cref="string"/>; positions are those of .NET's strings, as of Java's.
/// </summary>
internal sealed class EqlScript(FieldTypeTable types, IReadOnlyDictionary<QueryNode, JsonElement?> bindings)
{
    /// <summary>The value of an expression without fields.</summary>
    public static object? Constant(QueryNode node) =>
        new EqlScript(FieldTypeTable.BuiltIn, new Dictionary<QueryNode, JsonElement?>()).Evaluate(node, EqlSort.Any);

    public object? Evaluate(QueryNode node, EqlSort wanted) => node switch
    {
        EqlLiteral literal => literal.Value.Kind switch
        {
            EqlValueKind.Null => null,
            EqlValueKind.Boolean => literal.Value.IsTrue,
            EqlValueKind.Integer => literal.Value.Integer,
            EqlValueKind.Real => literal.Value.Real,
            _ => literal.Value.Text,
        },
        EqlField field => bindings[field] is { } value ? Read(field.Name, value, wanted) : null,
        EqlCall call => Call(call),
        AndNode and => Three.All(and.Children.Select(Truth)),
        OrNode or => !Three.All(or.Children.Select(child => !Truth(child))),
        NotNode not => !Truth(not.Child),
        EqlComparison comparison => Compare(comparison),
        EqlMembership membership => Member(membership),
        EqlPattern pattern => Fits(pattern),
        _ => throw new NotSupportedException(node.GetType().Name),
    };

    public bool? Truth(QueryNode node) => Evaluate(node, EqlSort.Boolean) as bool?;

    public static bool? Compare(EqlComparisonOperator op, object? left, object? right)
    {
        int? order = (left, right) switch
        {
            (long first, long second) => first.CompareTo(second),
            (long or double, long or double) => Convert.ToDouble(left, CultureInfo.InvariantCulture).CompareTo(Convert.ToDouble(right, CultureInfo.InvariantCulture)),
            (bool first, bool second) => first.CompareTo(second),
            (string first, string second) => System.Text.Encoding.UTF8.GetBytes(first).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(second)),
            _ => null,
        };
        return order is null ? null : op switch
        {
            EqlComparisonOperator.Equal => order == 0,
            EqlComparisonOperator.NotEqual => order != 0,
            EqlComparisonOperator.Less => order < 0,
            EqlComparisonOperator.LessOrEqual => order <= 0,
            EqlComparisonOperator.Greater => order > 0,
            _ => order >= 0,
        };
    }

    /// <summary>What Elasticsearch makes of a value where text is needed.</summary>
    public static string TextOf(object value) => value switch
    {
        bool truth => truth ? "true" : "false",
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => JavaDouble(number),
        _ => (string)value,
    };

    /// <summary>A value of a field as an expression sees it.</summary>
    public object? Read(string name, JsonElement value, EqlSort wanted)
    {
        var spelled = Spelled(value);
        var type = FieldView.TypeOf(name, types);
        var sort = FieldView.IsMapped(name, types) && type != FieldType.Other ? new EqlTyping(types).SortOfField(name) : wanted;
        switch (sort)
        {
            case EqlSort.Boolean:
                return spelled switch { "true" => true, "false" or "" => false, _ => null };
            case EqlSort.Number when type == FieldType.Double:
                return double.TryParse(spelled, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real) ? real : null;
            case EqlSort.Number when type == FieldType.Long || spelled.IndexOfAny(['.', 'e', 'E']) < 0:
                return Whole(spelled) is not { } whole ? null : whole > long.MaxValue ? (double)whole : (object)(long)whole;
            case EqlSort.Number:
                return double.TryParse(spelled, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
            case EqlSort.Ip:
                return IpAddresses.TryParse(spelled, out var address) ? Canonical(address) : null;
            case EqlSort.Date:
                return DateMath.TryParseDate(spelled, roundUp: false, out var millis) ? JavaDate(millis) : null;
            default:
                return types.TryGetParent(name, out _, out var lowercase) && lowercase ? spelled.ToLowerInvariant() : spelled;
        }
    }

    private object? Call(EqlCall call)
    {
        object? Argument(int index, EqlSort wanted) => index < call.Arguments.Count ? Evaluate(call.Arguments[index], wanted) : null;
        string? Text(int index) => Argument(index, EqlSort.Text) as string;
        int? Index(int index) => Argument(index, EqlSort.Number) switch
        {
            long number => unchecked((int)number),
            double number => (int)Math.Clamp(number, int.MinValue, int.MaxValue),
            _ => null,
        };
        string Cased(string text) => call.IgnoreCase ? text.ToLowerInvariant() : text;

        switch (call.Function)
        {
            case EqlFunction.Negate:
                return Argument(0, EqlSort.Number) switch { long number when number != long.MinValue => -number, double number => -number, _ => null };
            case <= EqlFunction.Modulo:
                return Calculate(call.Function, Argument(0, EqlSort.Number), Argument(1, EqlSort.Number));
            case EqlFunction.Concat or EqlFunction.String:
                var parts = call.Arguments.Select(argument => Evaluate(argument, EqlSort.Any)).ToList();
                return parts.Contains(null) ? null : string.Concat(parts.Select(part => TextOf(part!)));
            case EqlFunction.Length:
                return Text(0)?.Length is { } length ? (long)length : null;
            case EqlFunction.Number:
                return Text(0) is { } digits ? ToNumber(digits, Argument(1, EqlSort.Number) as long?) : null;
            case EqlFunction.CidrMatch:
                return IsInBlock(call);
        }

        if (Text(0) is not { } text)
        {
            return null;
        }

        switch (call.Function)
        {
            case EqlFunction.StartsWith:
                return Text(1) is { } prefix ? Cased(text).StartsWith(Cased(prefix), StringComparison.Ordinal) : null;
            case EqlFunction.EndsWith:
                return Text(1) is { } suffix ? Cased(text).EndsWith(Cased(suffix), StringComparison.Ordinal) : null;
            case EqlFunction.StringContains:
                return Text(1) is { } part ? part.Length > 0 && Cased(text).Contains(Cased(part), StringComparison.Ordinal) : null;
            case EqlFunction.IndexOf:
                var start = Math.Max(0, Index(2) ?? 0);
                return Text(1) is { } wanted && Cased(text).IndexOf(Cased(wanted), Math.Min(start, text.Length), StringComparison.Ordinal) is >= 0 and var found ? (long)found : null;
            case EqlFunction.Substring:
                return Index(1) is { } from ? Slice(text, from, Index(2) ?? text.Length) : text;
            default:
                return Text(1) is { } left && Text(2) is { } right ? Between(text, Cased(text), Cased(left), Cased(right), Argument(3, EqlSort.Boolean) is true) : null;
        }
    }

    private bool? Compare(EqlComparison node)
    {
        // The constant stands on the right; of two constants null.
        var isInOrder = EqlTyping.HasField(node.Left) || (!EqlTyping.HasField(node.Right) && Constant(node.Left) is not null);
        var (op, left, right) = isInOrder ? (node.Operator, node.Left, node.Right) : (EqlInterpreter.Mirrored(node.Operator), node.Right, node.Left);
        if (EqlTyping.HasField(left) && EqlTyping.HasField(right))
        {
            // One of them is optional and not mapped, which makes it null.
            var typing = new EqlTyping(types);
            (op, left, right) = typing.IsMissingOptional(left) ? (EqlInterpreter.Mirrored(op), right, left) : (op, left, right);
            return op > EqlComparisonOperator.NotEqual ? null : Evaluate(left, EqlSort.Any) is null == (op == EqlComparisonOperator.Equal);
        }

        var bound = Evaluate(right, EqlSort.Any);
        var value = Evaluate(left, bound switch { null => EqlSort.Any, bool => EqlSort.Boolean, string => EqlSort.Text, _ => EqlSort.Number });
        if (bound is null && op <= EqlComparisonOperator.NotEqual)
        {
            return value is null == (op == EqlComparisonOperator.Equal);
        }

        return IsDate(left) ? null : Compare(op, value, bound);
    }

    private bool? Member(EqlMembership node) => !Three.All(node.Items.Select(item =>
    {
        var wanted = Evaluate(item, EqlSort.Any);
        var value = Evaluate(node.Value, wanted switch { bool => EqlSort.Boolean, long or double => EqlSort.Number, _ => EqlSort.Text });
        return node.IgnoreCase ? !SameText(value, wanted) : IsDate(node.Value) ? null : !Compare(EqlComparisonOperator.Equal, value, wanted);
    }));

    private bool? Fits(EqlPattern node)
    {
        var value = Evaluate(node.Value, EqlSort.Text) as string;
        var ignoreCase = node.Operator != EqlPatternOperator.Like;
        return !Three.All(node.Patterns.Select(pattern => !Fits(value, pattern.Value.Text!, ignoreCase)));
    }

    private static bool? Fits(string? value, string pattern, bool ignoreCase)
    {
        // Any run of characters is there or not; of what is missing that can be said.
        if (value is null || IsAnything(pattern))
        {
            return IsAnything(pattern) ? value is not null : null;
        }

        Func<char, char> fold = character => ignoreCase && char.IsAscii(character) ? char.ToLowerInvariant(character) : character;
        return pattern.IndexOfAny(['*', '?']) >= 0 ? WildcardPattern.OfEql(pattern).Map(fold).Fits(string.Concat(value.Select(fold)))
            : ignoreCase ? SameText(value, pattern)
            : value == pattern;
    }

    private static bool IsAnything(string pattern) => pattern.Length > 0 && pattern.All(character => character == '*');

    private static bool? SameText(object? left, object? right) =>
        left is string first && right is string second ? string.Equals(first, second, StringComparison.OrdinalIgnoreCase) : null;

    private bool IsDate(QueryNode node) => node is EqlField field && FieldView.TypeOf(field.Name, types) == FieldType.Date;

    private bool? IsInBlock(EqlCall call)
    {
        var blocks = call.Arguments.Skip(1).Select(argument => Evaluate(argument, EqlSort.Text)).ToList();
        if (blocks.Contains(null) || Evaluate(call.Arguments[0], EqlSort.Ip) is not string text || !IpAddresses.TryParse(text, out var address))
        {
            return null;
        }

        return blocks.Cast<string>().Any(block => IpAddresses.TryParseBlock(block, out var first, out var last)
            ? address >= first && address <= last
            : IpAddresses.TryParse(block, out var single) && address == single);
    }

    private static string Spelled(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.GetRawText(),
    };

    private static BigInteger? Whole(string spelled) =>
        decimal.TryParse(spelled, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
        && decimal.Truncate(number) is >= long.MinValue and <= ulong.MaxValue
            ? new BigInteger(decimal.Truncate(number))
            : null;

    private static object? Calculate(EqlFunction function, object? left, object? right)
    {
        if (left is not (long or double) || right is not (long or double))
        {
            return null;
        }

        if (left is long first && right is long second)
        {
            if (second == 0 && function is EqlFunction.Divide or EqlFunction.Modulo && second == 0)
            {
                return null;
            }

            BigInteger result = function switch
            {
                EqlFunction.Add => (BigInteger)first + second,
                EqlFunction.Subtract => (BigInteger)first - second,
                EqlFunction.Multiply => (BigInteger)first * second,
                EqlFunction.Divide => BigInteger.Divide(first, second),
                _ => BigInteger.Remainder(first, second),
            };
            return result == -(BigInteger)long.MinValue && function == EqlFunction.Divide ? long.MinValue
                : result < long.MinValue || result > long.MaxValue ? null : (long)result;
        }

        var (a, b) = (Convert.ToDouble(left, CultureInfo.InvariantCulture), Convert.ToDouble(right, CultureInfo.InvariantCulture));
        return function switch
        {
            EqlFunction.Add => a + b,
            EqlFunction.Subtract => a - b,
            EqlFunction.Multiply => a * b,
            EqlFunction.Divide => a / b,
            _ => a % b,
        };
    }

    private static object? ToNumber(string text, long? radix)
    {
        var used = radix ?? (text.StartsWith("0x", StringComparison.Ordinal) ? 16 : 10);
        var digits = used == 16 && text.StartsWith("0x", StringComparison.Ordinal) ? text[2..] : text;
        var unsigned = digits.TrimStart('+', '-');
        if (unsigned.Length > 0 && digits.Length - unsigned.Length <= 1 && unsigned.All(character => DigitOf(character) < used))
        {
            var number = unsigned.Aggregate(BigInteger.Zero, (sum, character) => (sum * used) + DigitOf(character)) * (digits[0] == '-' ? -1 : 1);
            if (number >= long.MinValue && number <= long.MaxValue)
            {
                return (long)number;
            }
        }

        var trimmed = text.Trim(' ', '\t', '\n', '\r');
        trimmed = trimmed.Length > 1 && "dDfF".Contains(trimmed[^1], StringComparison.Ordinal) ? trimmed[..^1] : trimmed;
        return used == 10 && trimmed.Length > 0 && (char.IsAsciiDigit(trimmed[^1]) || trimmed[^1] == '.')
            && double.TryParse(trimmed, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var real)
            ? real
            : null;
    }

    private static int DigitOf(char character) =>
        char.IsAsciiDigit(character) ? character - '0' : char.IsAsciiLetter(character) ? char.ToLowerInvariant(character) - 'a' + 10 : int.MaxValue;

    private static string Slice(string text, long from, long to)
    {
        long Place(long position) => Math.Clamp(position < 0 ? position + text.Length : position, 0, text.Length);
        var (start, end) = ((int)Place(from), (int)Place(to));
        var slice = start < end ? text[start..end] : "";

        // Half of a surrogate pair is no text.
        slice = slice.Length > 0 && char.IsLowSurrogate(slice[0]) ? slice[1..] : slice;
        return slice.Length > 0 && char.IsHighSurrogate(slice[^1]) ? slice[..^1] : slice;
    }

    private static string Between(string text, string cased, string left, string right, bool greedy)
    {
        if (text.Length == 0 || left.Length == 0 || right.Length == 0)
        {
            return text;
        }

        var found = cased.IndexOf(left, StringComparison.Ordinal);
        var start = found + left.Length;
        var end = found < 0 ? -1 : greedy ? cased.LastIndexOf(right, StringComparison.Ordinal) : cased.IndexOf(right, start, StringComparison.Ordinal);
        return found < 0 || end < start ? "" : text[start..end];
    }

    private static string JavaDouble(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        }

        var sign = double.IsNegative(value) ? "-" : "";
        if (value == 0)
        {
            return $"{sign}0.0";
        }

        var mantissaAndExponent = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture).Split('E');
        var exponent = mantissaAndExponent.Length == 2 ? int.Parse(mantissaAndExponent[1], CultureInfo.InvariantCulture) : 0;
        var point = (mantissaAndExponent[0] + ".").IndexOf('.', StringComparison.Ordinal);
        var all = mantissaAndExponent[0].Replace(".", "", StringComparison.Ordinal);
        var digits = all.TrimStart('0');
        exponent += point - 1 - (all.Length - digits.Length);
        digits = digits.TrimEnd('0');
        return exponent switch
        {
            < -3 or >= 7 => $"{sign}{digits[0]}.{(digits.Length > 1 ? digits[1..] : "0")}E{exponent}",
            < 0 => $"{sign}0.{new string('0', -exponent - 1)}{digits}",
            _ => $"{sign}{digits.PadRight(exponent + 1, '0')[..(exponent + 1)]}.{(digits.Length > exponent + 1 ? digits[(exponent + 1)..] : "0")}",
        };
    }

    private static string Canonical(BigInteger address)
    {
        var bytes = new byte[16];
        var written = address.ToByteArray(isUnsigned: true, isBigEndian: true);
        written.CopyTo(bytes, 16 - written.Length);
        var parsed = new System.Net.IPAddress(bytes);
        return parsed.IsIPv4MappedToIPv6 ? parsed.MapToIPv4().ToString() : parsed.ToString();
    }

    // The calendar repeats every 400 years, which .NET's years are too few for.
    private static string JavaDate(long millis)
    {
        const long era = 146_097L * 86_400_000;
        var eras = (long)Math.Floor((double)millis / era);
        var time = DateTime.UnixEpoch.AddMilliseconds(millis - (eras * era));
        var year = time.Year + (400 * eras);
        var format = time.Millisecond != 0 ? "-MM-dd'T'HH:mm:ss.fff'Z'" : time.Second != 0 ? "-MM-dd'T'HH:mm:ss'Z'" : "-MM-dd'T'HH:mm'Z'";
        var sign = year > 9999 ? "+" : year < 0 ? "-" : "";
        return $"{sign}{Math.Abs(year).ToString("D4", CultureInfo.InvariantCulture)}{time.ToString(format, CultureInfo.InvariantCulture)}";
    }
}
