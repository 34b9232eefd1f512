using Elastic.ResponseActions.Matching.Syntax.Regex;

namespace Elastic.ResponseActions.Matching.Tests.Oracle;

/// <summary>
/// What a regular expression means, said on the tree itself: the places where a part may end that starts at a given place. No
/// automaton, no bytes; slow and plain.
/// </summary>
internal sealed class RegexSemantics(bool ignoreCase, string value)
{
    private readonly int[] _value = [.. value.EnumerateRunes().Select(rune => rune.Value)];

    public static bool IsMatch(RegexNode node, string value, bool ignoreCase = false)
    {
        var semantics = new RegexSemantics(ignoreCase, value);
        return semantics.Ends(node, 0).Contains(semantics._value.Length);
    }

    private HashSet<int> Ends(RegexNode node, int start) => node switch
    {
        RegexClass set => start < _value.Length && Fits(set, _value[start]) ? [start + 1] : [],
        RegexSequence sequence => sequence.Parts.Aggregate(new HashSet<int> { start }, (ends, part) => After(ends, part)),
        RegexUnion union => [.. union.Choices.SelectMany(choice => Ends(choice, start))],
        RegexIntersection both => both.Parts.Select(part => Ends(part, start)).Aggregate((a, b) => [.. a.Intersect(b)]),
        RegexRepeat repeat => Repeat(repeat, start),
        RegexComplement complement => [.. Anywhere(start).Except(Ends(complement.Part, start))],
        RegexAnyText => [.. Anywhere(start)],
        RegexNothing => [],
        RegexInterval interval => [.. Anywhere(start).Where(end => Fits(interval, start, end))],
        _ => throw new InvalidOperationException(node.GetType().Name),
    };

    private HashSet<int> After(IEnumerable<int> starts, RegexNode node) => [.. starts.SelectMany(start => Ends(node, start))];

    private IEnumerable<int> Anywhere(int start) => Enumerable.Range(start, _value.Length - start + 1);

    private HashSet<int> Repeat(RegexRepeat repeat, int start)
    {
        HashSet<int> ends = [start];
        for (var i = 0; i < repeat.Min; i++)
            ends = After(ends, repeat.Part);

        HashSet<int> all = [.. ends];
        for (var i = repeat.Min; i != repeat.Max; i++)
        {
            ends = After(ends, repeat.Part);
            if (ends.IsSubsetOf(all))
                break;   // nothing new can come
            all.UnionWith(ends);
        }

        return all;
    }

    private bool Fits(RegexClass set, int codePoint)
    {
        var forms = !ignoreCase || !char.IsAsciiLetter((char)Math.Min(codePoint, char.MaxValue)) ? [codePoint] : new[] { codePoint, codePoint ^ 0x20 };
        return forms.Any(form => set.Ranges.Any(range => range.First <= form && form <= range.Last)) != set.Negated;
    }

    private bool Fits(RegexInterval interval, int start, int end)
    {
        var digits = _value[start..end];
        if (digits.Length == 0 || digits.Any(digit => digit is < '0' or > '9') || (interval.Digits > 0 && digits.Length != interval.Digits))
            return false;
        var number = digits.Aggregate(System.Numerics.BigInteger.Zero, (sum, digit) => (sum * 10) + (digit - '0'));
        return interval.Min <= number && number <= interval.Max;
    }
}
