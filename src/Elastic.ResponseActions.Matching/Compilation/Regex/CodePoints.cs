using Elastic.ResponseActions.Matching.Syntax.Regex;

namespace Elastic.ResponseActions.Matching.Compilation.Regex;

/// <summary>Sets of code points as sorted ranges with gaps between them. Surrogates are in none: UTF-8 has no bytes for them.</summary>
internal static class CodePoints
{
    private const int FirstBeyondAscii = 0x80;
    private const int Last = 0x10FFFF;
    private const int FirstSurrogate = 0xD800;
    private const int LastSurrogate = 0xDFFF;

    /// <param name="set">What the expression says.</param>
    /// <param name="ignoreCase">
    /// ASCII letters count in either case, also those of a range. Elasticsearch compares ranges by case even here; but Elastic's
    /// rules write <c>regex~ "[a-z]+"</c> and mean both, and their expected matches say so.
    /// </param>
    public static IReadOnlyList<RegexRange> Of(RegexClass set, bool ignoreCase)
    {
        var ranges = new List<RegexRange>(set.Ranges);
        if (ignoreCase)
        {
            foreach (var range in set.Ranges)
            {
                AddShifted(ranges, range, 'A', 'Z', 'a' - 'A');
                AddShifted(ranges, range, 'a', 'z', 'A' - 'a');
            }
        }

        var sorted = Merge(ranges);
        return WithoutSurrogates(set.Negated ? Negate(sorted) : sorted);
    }

    public static bool HaveAllBeyondAscii(IReadOnlyList<RegexRange> sorted) =>
        sorted is [.., { First: <= FirstBeyondAscii, Last: FirstSurrogate - 1 }, { First: LastSurrogate + 1, Last: Last }];

    private static void AddShifted(List<RegexRange> ranges, RegexRange range, int first, int last, int shift)
    {
        var (low, high) = (Math.Max(range.First, first), Math.Min(range.Last, last));
        if (low <= high)
            ranges.Add(new RegexRange(low + shift, high + shift));
    }

    private static List<RegexRange> Merge(List<RegexRange> ranges)
    {
        ranges.Sort((a, b) => a.First.CompareTo(b.First));
        var result = new List<RegexRange>(ranges.Count);
        foreach (var range in ranges)
        {
            if (result.Count > 0 && range.First <= result[^1].Last + 1)
                result[^1] = result[^1] with { Last = Math.Max(result[^1].Last, range.Last) };
            else
                result.Add(range);
        }

        return result;
    }

    private static List<RegexRange> Negate(List<RegexRange> sorted)
    {
        var result = new List<RegexRange>();
        var next = 0;
        foreach (var range in sorted)
        {
            if (range.First > next)
                result.Add(new RegexRange(next, range.First - 1));
            next = range.Last + 1;
        }

        if (next <= Last)
            result.Add(new RegexRange(next, Last));
        return result;
    }

    private static List<RegexRange> WithoutSurrogates(List<RegexRange> sorted)
    {
        var result = new List<RegexRange>(sorted.Count + 1);
        foreach (var range in sorted)
        {
            if (range.First < FirstSurrogate)
                result.Add(range with { Last = Math.Min(range.Last, FirstSurrogate - 1) });
            if (range.Last > LastSurrogate)
                result.Add(range with { First = Math.Max(range.First, LastSurrogate + 1) });
        }

        return result;
    }
}
