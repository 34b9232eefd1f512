using System.Text;

namespace Elastic.ResponseActions.Matching.Execution.Values;

/// <summary>
/// <c>version</c> values in the order of Elasticsearch: numbers by value, a pre-release before its release, its parts number before
/// word; what is no version comes behind all that are, in the order of its bytes.
/// </summary>
internal sealed class VersionValue
{
    private readonly byte[] _utf8;

    private VersionValue(byte[] utf8) => _utf8 = utf8;

    public static VersionValue Parse(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>Where a value stands to this one: below zero before it.</summary>
    public int CompareFrom(ReadOnlySpan<byte> value)
    {
        var isVersion = TrySplit(value, out var numbers, out var preRelease, out var build);
        var boundIsVersion = TrySplit(_utf8, out var boundNumbers, out var boundPreRelease, out var boundBuild);
        if (!isVersion || !boundIsVersion)
            return isVersion != boundIsVersion ? (isVersion ? -1 : 1) : value.SequenceCompareTo(_utf8);

        var order = CompareParts(numbers, boundNumbers);
        if (order == 0)
            order = preRelease.IsEmpty || boundPreRelease.IsEmpty ? boundPreRelease.Length.CompareTo(0) - preRelease.Length.CompareTo(0) : CompareParts(preRelease, boundPreRelease);
        return order != 0 ? order : build.SequenceCompareTo(boundBuild);
    }

    // <number>(.<number>)* [-<part>(.<part>)*] [+<part>(.<part>)*]; numbers without leading zeros.
    private static bool TrySplit(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> numbers, out ReadOnlySpan<byte> preRelease, out ReadOnlySpan<byte> build)
    {
        preRelease = [];
        build = [];
        numbers = text;
        var plus = text.IndexOf((byte)'+');
        if (plus >= 0)
        {
            build = text[(plus + 1)..];
            numbers = text[..plus];
            if (!AreParts(build, onlyNumbers: false, anyNumber: true))
                return false;
        }

        var dash = numbers.IndexOf((byte)'-');
        if (dash >= 0)
        {
            preRelease = numbers[(dash + 1)..];
            numbers = numbers[..dash];
            if (!AreParts(preRelease, onlyNumbers: false, anyNumber: false))
                return false;
        }

        return AreParts(numbers, onlyNumbers: true, anyNumber: false);
    }

    private static bool AreParts(ReadOnlySpan<byte> text, bool onlyNumbers, bool anyNumber)
    {
        while (true)
        {
            var part = FirstPart(text, out var rest);
            if (part.IsEmpty)
                return false;

            var isNumber = !part.ContainsAnyExceptInRange((byte)'0', (byte)'9');
            if (isNumber ? !anyNumber && part.Length > 1 && part[0] == '0' : onlyNumbers || !IsWord(part))
                return false;
            if (rest.IsEmpty && part.Length == text.Length)
                return true;
            text = rest;
        }
    }

    private static int CompareParts(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        while (!left.IsEmpty && !right.IsEmpty)
        {
            var order = ComparePart(FirstPart(left, out left), FirstPart(right, out right));
            if (order != 0)
                return order;
        }

        return left.Length.CompareTo(0) - right.Length.CompareTo(0);   // the one with more parts comes later
    }

    private static int ComparePart(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var leftIsNumber = !left.ContainsAnyExceptInRange((byte)'0', (byte)'9');
        var rightIsNumber = !right.ContainsAnyExceptInRange((byte)'0', (byte)'9');
        if (leftIsNumber != rightIsNumber)
            return leftIsNumber ? -1 : 1;
        if (!leftIsNumber || left.Length == right.Length)
            return left.SequenceCompareTo(right);
        return left.Length - right.Length;   // without leading zeros the longer number is the greater
    }

    private static ReadOnlySpan<byte> FirstPart(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> rest)
    {
        var dot = text.IndexOf((byte)'.');
        rest = dot < 0 ? [] : text[(dot + 1)..];
        return dot < 0 ? text : text[..dot];
    }

    private static bool IsWord(ReadOnlySpan<byte> part)
    {
        foreach (var c in part)
        {
            if (!char.IsAsciiLetterOrDigit((char)c) && c != '-')
                return false;
        }

        return true;
    }
}
