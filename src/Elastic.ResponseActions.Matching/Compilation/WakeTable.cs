using Elastic.ResponseActions.Matching.Execution;

namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>Which predicate wakes which rules, in the flat form that matching reads.</summary>
internal sealed record WakeTable(int[] Starts, int[] Rules, ulong[] AlwaysAwake)
{
    /// <summary>A table that wakes nobody, for conditions that are asked for directly.</summary>
    public static WakeTable None(int predicates) => new(new int[predicates + 1], [], new ulong[ClassTable.WordsFor(1)]);

    public static WakeTable Build(IReadOnlyList<Condition> conditions, PredicateTable predicates, ClassPlan classes)
    {
        var pairs = new List<(int Predicate, int Rule)>();
        var always = new ulong[ClassTable.WordsFor(conditions.Count)];
        var costs = new WitnessCosts(predicates, classes, conditions.Count);
        for (var rule = 0; rule < conditions.Count; rule++)
        {
            var witness = Witness.Of(conditions[rule], rule, costs);
            if (witness is null || witness.Predicates.All(p => p is ValuesDraft values && classes.IsProven(rule, values)))
            {
                always[rule / 64] |= 1UL << rule;
                continue;
            }

            foreach (var predicate in witness.Predicates)
                pairs.Add((predicates.IdOf(predicate, rule), rule));
        }

        var starts = new int[predicates.Count + 1];
        foreach (var (predicate, _) in pairs)
            starts[predicate + 1]++;
        for (var i = 1; i < starts.Length; i++)
            starts[i] += starts[i - 1];

        var rules = new int[pairs.Count];
        var filled = starts.AsSpan(0, predicates.Count).ToArray();
        foreach (var (predicate, rule) in pairs)
            rules[filled[predicate]++] = rule;
        return new WakeTable(starts, rules, always);
    }
}
