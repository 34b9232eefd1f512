using Elastic.ResponseActions.Matching.Execution.Analysis;
using Elastic.ResponseActions.Matching.Execution.Predicates;

namespace Elastic.ResponseActions.Matching.Compilation.Passes;

/// <summary>
/// Turns alternatives on one field into one predicate: <c>a: (x or y)</c> becomes one set of terms, so that ten thousand values
/// cost one look-up instead of ten thousand comparisons; tests of one field become one list that a value is run through once.
/// <c>not a: (x or y)</c>, which simplifying made <c>not a: x and not a: y</c>, is grouped likewise.
/// In: a simplified condition. Out: the same, with fewer operands.
/// </summary>
internal static class GroupValuesPass
{
    public static Condition Run(Condition condition) => condition switch
    {
        AllOf all => Group(all.Conditions, conjunction: true),
        AnyOf any => Group(any.Conditions, conjunction: false),
        _ => condition,
    };

    private static Condition Group(IReadOnlyList<Condition> conditions, bool conjunction)
    {
        var operands = new List<Condition>();
        var terms = new Dictionary<(string Field, bool Folded, bool Limit), List<TermDraft>>();
        var words = new Dictionary<(string Field, TextAnalyzer Analyzer), List<WordsDraft>>();
        var tests = new Dictionary<(string Field, bool Folded), List<TestDraft>>();
        foreach (var condition in conditions)
        {
            // Only alternatives group: positive leaves of a disjunction, negated leaves of a conjunction.
            var leaf = conjunction ? (condition as Not)?.Condition : condition;
            switch ((leaf as Holds)?.Predicate)
            {
                case TermDraft term:
                    Add(terms, (term.Field, term.Folded, term.KeywordLimit), term);
                    break;
                case WordsDraft word:
                    Add(words, (word.Field, word.Analyzer), word);
                    break;
                case TestDraft test:
                    Add(tests, (test.Field, test.Folded), test);
                    break;
                default:
                    operands.Add(Run(condition));
                    break;
            }
        }

        foreach (var group in terms.Values)
            operands.Add(Leaf(MergeTerms(group), negated: conjunction));
        foreach (var group in words.Values)
            operands.Add(Leaf(MergeWords(group), negated: conjunction));
        foreach (var group in tests.Values)
            operands.Add(Leaf(MergeTests(group), negated: conjunction));

        if (operands.Count == 1)
            return operands[0];
        return conjunction ? new AllOf(operands) : new AnyOf(operands);
    }

    private static TermDraft MergeTerms(List<TermDraft> group) =>
        new(
            group[0].Field,
            [.. group.SelectMany(t => t.Values).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            group[0].Folded,
            group[0].KeywordLimit);

    private static WordsDraft MergeWords(List<WordsDraft> group) =>
        new(group[0].Field, group[0].Analyzer, [.. group.SelectMany(w => w.Words).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);

    private static TestDraft MergeTests(List<TestDraft> group)
    {
        var distinct = group.DistinctBy(t => t.TestKey).OrderBy(t => t.TestKey, StringComparer.Ordinal).ToList();
        return distinct.Count == 1
            ? distinct[0]
            : new TestDraft(
                distinct[0].Field,
                string.Join('\0', distinct.Select(t => t.TestKey)),
                new AnyOfTest([.. distinct.Select(t => t.Test)]),
                distinct[0].Folded,
                distinct.Exists(t => t.UsesNow));
    }

    private static Condition Leaf(PredicateDraft predicate, bool negated) =>
        negated ? new Not(new Holds(predicate)) : new Holds(predicate);

    private static void Add<TKey, TDraft>(Dictionary<TKey, List<TDraft>> groups, TKey key, TDraft draft)
        where TKey : notnull
    {
        if (!groups.TryGetValue(key, out var group))
            groups.Add(key, group = []);
        group.Add(draft);
    }
}
