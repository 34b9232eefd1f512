using System.Text;
using Elastic.ResponseActions.Matching.Execution.Predicates;
using Elastic.ResponseActions.Matching.Execution.Values;
using Elastic.ResponseActions.Matching.Syntax;

namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>Compiles what is asked of terms as the index holds them, not analysed: Query DSL <c>terms</c> and <c>prefix</c>.</summary>
internal static class TermTestFactory
{
    /// <summary>The value, on analysed text one of its words, is one of the terms.</summary>
    public static TypedTest Terms(FieldTarget target, IReadOnlyList<string> terms, bool ignoreCase)
    {
        if (terms.Count == 0)
            return TypedTest.Never;

        var folded = target.Folded ? [.. terms.Select(FoldedText.Of)] : terms;
        var key = $"terms {ignoreCase} {string.Join('\0', folded)}";
        switch (target.Type)
        {
            case FieldType.Keyword or FieldType.Wildcard or FieldType.ConstantKeyword or FieldType.Version or FieldType.Flattened:
                return AnyOf(folded.Select(term => Whole(target.Type, term, ignoreCase)), key);
            case FieldType.Text:
                return AnyOf(folded.Select(term => new WordGlobTest(target.Analyzer, GlobPattern.FromParts([term], ignoreCase))), $"word {target.Analyzer} {key}");
            case FieldType.Ip:
                return Set(folded, static (string text, out ValueRange<UInt128> range, out string error) => IpRange.TryParseTerm(text, out range, out error), static set => new IpSetTest(set), key);
            case FieldType.Long:
                return Set(folded, static (string text, out ValueRange<Int128> range, out string error) => IntegerValue.TryParseTerm(text, out range, out error), static set => new IntegerSetTest(set), key);
            default:
                return Each(target.Type, folded, key);
        }
    }

    /// <summary>The value is in one of the networks (<c>10.0.0.0/8</c>) or ranges (<c>10.0.0.1-10.0.0.9</c>); on other types than addresses these are terms and orders of text.</summary>
    public static TypedTest IpRanges(FieldTarget target, IReadOnlyList<string> ranges)
    {
        if (target.Type == FieldType.Ip)
            return Set<UInt128>(ranges, ParseIpRange, static set => new IpSetTest(set), $"ip ranges {string.Join('\0', ranges)}");

        var tests = new List<TypedTest> { Terms(target, [.. ranges.Where(range => !range.Contains('-', StringComparison.Ordinal))], ignoreCase: false) };
        foreach (var range in ranges.Where(range => range.Contains('-', StringComparison.Ordinal)))
        {
            var ends = range.Split('-');
            tests.Add(RangeTestFactory.Between(target, new RangeBounds(ends[0], ends[1])));
        }

        foreach (var test in tests)
        {
            if (test.Refusal is not null || test.Unknown is not null)
                return test;
        }

        ValueTest[] all = [.. tests.Select(test => test.Test).OfType<ValueTest>()];
        return all.Length == 0 ? TypedTest.Never : TypedTest.Of(new AnyOfTest(all), $"ip ranges {string.Join('\0', tests.Select(test => test.Key))}", tests.Exists(test => test.UsesNow));
    }

    private static bool ParseIpRange(string text, out ValueRange<UInt128> range, out string error)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0)
            return IpRange.TryParseTerm(text, out range, out error);

        range = ValueRange<UInt128>.Nothing;
        if (!IpRange.TryParseBound(Comparison.GreaterOrEqual, text[..dash], out var low, out error) || !IpRange.TryParseBound(Comparison.LessOrEqual, text[(dash + 1)..], out var high, out error))
            return false;
        range = new ValueRange<UInt128>(low.Low, high.High);
        return true;
    }

    /// <summary>The value, on analysed text one of its words, starts so.</summary>
    public static TypedTest Prefix(FieldTarget target, string prefix, bool ignoreCase) => target.Type switch
    {
        FieldType.Text => TypedTest.Of(new WordGlobTest(target.Analyzer, PrefixPattern(target, prefix, ignoreCase)), $"word {target.Analyzer} prefix {ignoreCase} {prefix}"),
        FieldType.Keyword or FieldType.Wildcard or FieldType.ConstantKeyword or FieldType.Version or FieldType.Flattened =>
            TypedTest.Of(new GlobTest(PrefixPattern(target, prefix, ignoreCase), target.Type == FieldType.Keyword), $"prefix {ignoreCase} {prefix}"),
        FieldType.Nested => TypedTest.Never,
        FieldType.Other => TypedTest.Undecided("its mapped type is not evaluated here"),
        _ => TypedTest.Refused("a prefix needs a keyword, wildcard or text field"),
    };

    private static GlobPattern PrefixPattern(FieldTarget target, string prefix, bool ignoreCase) =>
        GlobPattern.FromParts([target.Folded ? FoldedText.Of(prefix) : prefix, ""], ignoreCase);

    private static ValueTest Whole(FieldType type, string term, bool ignoreCase) => ignoreCase
        ? new GlobTest(GlobPattern.FromParts([term], foldAscii: true), type == FieldType.Keyword)
        : new TermTest(Encoding.UTF8.GetBytes(term), type == FieldType.Keyword);

    private static TypedTest AnyOf(IEnumerable<ValueTest> tests, string key)
    {
        ValueTest[] all = [.. tests];
        return TypedTest.Of(all.Length == 1 ? all[0] : new AnyOfTest(all), key);
    }

    private static TypedTest Set<T>(IReadOnlyList<string> terms, RangeParser<T> parse, Func<RangeSet<T>, ValueTest> test, string key)
        where T : struct, System.Numerics.IComparisonOperators<T, T, bool>, System.Numerics.IMinMaxValue<T>
    {
        var ranges = new List<ValueRange<T>>(terms.Count);
        foreach (var term in terms)
        {
            if (!parse(term, out var range, out var error))
                return TypedTest.Refused(error);
            ranges.Add(range);
        }

        var set = new RangeSet<T>(ranges);
        return set.IsEmpty ? TypedTest.Never : TypedTest.Of(test(set), key);
    }

    private static TypedTest Each(FieldType type, IReadOnlyList<string> terms, string key)
    {
        var tests = new List<ValueTest>();
        var usesNow = false;
        foreach (var term in terms)
        {
            var test = TypedTestFactory.Value(type, new LiteralValue(term, Quoted: true));
            if (test.Refusal is not null || test.Unknown is not null)
                return test;
            usesNow |= test.UsesNow;
            if (test.Test is not null)
                tests.Add(test.Test);
        }

        return tests.Count == 0 ? TypedTest.Never : TypedTest.Of(new AnyOfTest([.. tests]), key, usesNow);
    }

    private delegate bool RangeParser<T>(string text, out ValueRange<T> range, out string error)
        where T : struct, System.Numerics.IComparisonOperators<T, T, bool>, System.Numerics.IMinMaxValue<T>;
}
