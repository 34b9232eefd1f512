namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>Which predicate wakes which rules, in the flat form that matching reads.</summary>
internal sealed record WakeTable(int[] Starts, int[] Rules, int[] AlwaysAwake)
{
    /// <summary>A table that wakes nobody, for conditions that are asked for directly.</summary>
    public static WakeTable None(int predicates) => new(new int[predicates + 1], [], []);

    public static WakeTable Build(IReadOnlyList<Condition> conditions, PredicateTable predicates)
    {
        var woken = new Dictionary<int, List<int>>();
        var always = new List<int>();
        for (var rule = 0; rule < conditions.Count; rule++)
        {
            var witness = Witness.Of(conditions[rule]);
            if (witness is null)
            {
                always.Add(rule);
                continue;
            }

            foreach (var predicate in witness.Predicates)
            {
                var id = predicates.IdOf(predicate);
                if (!woken.TryGetValue(id, out var rules))
                    woken.Add(id, rules = []);
                rules.Add(rule);
            }
        }

        var starts = new int[predicates.Count + 1];
        var all = new List<int>();
        for (var id = 0; id < predicates.Count; id++)
        {
            starts[id] = all.Count;
            if (woken.TryGetValue(id, out var rules))
                all.AddRange(rules);
        }

        starts[^1] = all.Count;
        return new WakeTable(starts, [.. all], [.. always]);
    }
}
