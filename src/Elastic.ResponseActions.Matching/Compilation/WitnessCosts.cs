using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>
/// Guesses of how often events make a condition true, in ten thousandths. The rules themselves tell: what many of them ask
/// for (<c>powershell.exe</c>) is common, one of few values that a field has in all rules (<c>winlog.channel</c>) is more so, and
/// the fields that most rules name are there in most events.
/// </summary>
internal sealed class WitnessCosts(PredicateTable predicates, ClassPlan classes, int rules)
{
    private readonly int[] _termUses = predicates.CountTermUses();

    /// <summary>Some field fits a name pattern: decided in any case while the event is read.</summary>
    public const double NamePattern = 300;

    /// <summary>There are objects below a nested path.</summary>
    public const double Nested = 300;

    private const double Always = 10_000;
    private const double AlwaysPresent = 9_000;
    private const double LeastPresent = 1_000;
    private const double Term = 5;
    private const double Pattern = 10;
    private const double FewValues = 100;
    private const double LongLiteral = 12;

    public static double OfWord(string word) => Term + (8 * Term / word.Length);

    /// <summary>The field has a value.</summary>
    public double OfPresence(string field) =>
        LeastPresent + ((AlwaysPresent - LeastPresent) * Math.Min(1, 4.0 * predicates.UsersOf(field) / Math.Max(1, rules)));

    /// <summary>The field has one of the values. What the rule's classes prove is true whenever the rule is in play.</summary>
    public double Of(int rule, ValuesDraft values)
    {
        if (classes.IsProven(rule, values))
            return Always;
        var cost = 0.0;
        var scarcity = 1 + (FewValues / Math.Max(1, predicates.DistinctTermsOf(values.Field)));
        foreach (var term in values.Terms)
            cost += Term * (values.Folded ? 1 : Math.Pow(_termUses[predicates.TermOf(values.Field, term)], 0.7) * scarcity);
        foreach (var pattern in values.Patterns)
            cost += OfPattern(pattern);
        return cost;
    }

    // The less literal text in a row, the more values have it.
    private static double OfPattern(GlobPattern pattern)
    {
        var longest = 1;
        foreach (var segment in pattern.Segments)
            longest = Math.Max(longest, segment.Bytes.Length);
        return longest >= LongLiteral ? Pattern : Pattern * Math.Pow(LongLiteral / longest, 4);
    }
}
