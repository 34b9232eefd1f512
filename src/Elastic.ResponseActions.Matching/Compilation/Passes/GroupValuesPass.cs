using Elastic.ResponseActions.Matching.Execution.Analysis;
using Elastic.ResponseActions.Matching.Execution.Predicates;

namespace Elastic.ResponseActions.Matching.Compilation.Passes;

/// <summary>
/// Turns alternatives on one field into one predicate: <c>a: (x or y* or z)</c> becomes one set of terms and patterns, so that ten
/// thousand values cost one look-up instead of ten thousand comparisons; other tests of one field become one list that a value is
/// run through once. <c>not a: (x or y)</c>, which simplifying made <c>not a: x and not a: y</c>, is grouped likewise.
/// In: a simplified condition. Out: the same, with fewer operands, and with no <see cref="TermDraft"/>.
/// </summary>
internal static class GroupValuesPass
{
    public static Condition Run(Condition condition) => condition switch
    {
        AllOf all => Group(all.Conditions, conjunction: true),
        AnyOf any => Group(any.Conditions, conjunction: false),
        Not not => new Not(Run(not.Condition)),
        Holds { Predicate: TermDraft term } => new Holds(ValueSet.DraftOf(term)),
        Holds { Predicate: TestDraft } => Group([condition], conjunction: false),
        _ => condition,
    };

    private static Condition Group(IReadOnlyList<Condition> conditions, bool conjunction)
    {
        // Most groups have few fields, no words or tests at all, and few operands that do not group.
        var operands = new List<Condition>();
        var values = new List<ValueSet>();
        Dictionary<(string Field, TextAnalyzer Analyzer), List<WordsDraft>>? words = null;
        Dictionary<(string Field, bool Folded), List<TestDraft>>? tests = null;
        for (var i = 0; i < conditions.Count; i++)
        {
            var condition = conditions[i];
            // Only alternatives group: positive leaves of a disjunction, negated leaves of a conjunction.
            var leaf = conjunction ? (condition as Not)?.Condition : condition;
            switch ((leaf as Holds)?.Predicate)
            {
                case TermDraft term:
                    Set(values, term.Field, term.Folded, term.KeywordLimit).AddTerms(term.Values, term.IgnoreCase);
                    break;
                case TestDraft { Test: GlobTest glob, Folded: false } test:
                    Set(values, test.Field, folded: false, glob.KeywordLimit).Add(glob.Pattern);
                    break;
                case TestDraft { Test: AnyOfTest { AreGlobs: true } any, Folded: false } test:
                    foreach (var alternative in any.Tests)
                        AddAlternative(values, test.Field, alternative);
                    break;
                case TestDraft test:
                    Add(tests ??= [], (test.Field, test.Folded), test);
                    break;
                case WordsDraft word:
                    Add(words ??= [], (word.Field, word.Analyzer), word);
                    break;
                default:
                    operands.Add(Run(condition));
                    break;
            }
        }

        foreach (var set in values)
            operands.Add(Leaf(set.ToDraft(), negated: conjunction));
        foreach (var group in words?.Values ?? Enumerable.Empty<List<WordsDraft>>())
            operands.Add(Leaf(MergeWords(group), negated: conjunction));
        foreach (var group in tests?.Values ?? Enumerable.Empty<List<TestDraft>>())
            operands.Add(Leaf(MergeTests(group), negated: conjunction));

        if (operands.Count == 1)
            return operands[0];
        return conjunction ? new AllOf(operands) : new AnyOf(operands);
    }

    private static void AddAlternative(List<ValueSet> values, string field, ValueTest test)
    {
        if (test is GlobTest glob)
            Set(values, field, folded: false, glob.KeywordLimit).Add(glob.Pattern);
        else if (test is TermTest term)
            Set(values, field, folded: false, term.KeywordLimit).AddTerm(term.Text);
    }

    // Alternatives on one field mostly stand side by side, so the last set is asked first.
    private static ValueSet Set(List<ValueSet> sets, string field, bool folded, bool limit)
    {
        for (var i = sets.Count - 1; i >= 0; i--)
        {
            if (sets[i].IsFor(field, folded, limit))
                return sets[i];
        }

        sets.Add(new ValueSet(field, folded, limit));
        return sets[^1];
    }

    private static WordsDraft MergeWords(List<WordsDraft> group) => group.Count == 1
        ? group[0]
        : new(group[0].Field, group[0].Analyzer, [.. group.SelectMany(w => w.Words).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);

    private static TestDraft MergeTests(List<TestDraft> group)
    {
        if (group.Count == 1)
            return group[0];

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
