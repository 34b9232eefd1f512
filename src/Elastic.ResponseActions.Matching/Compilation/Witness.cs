namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>
/// Conditions of which at least one must be true for a rule to match: the rule sleeps until one is. Null stands for a rule
/// that no such set exists for, because the absence of something can satisfy it.
/// </summary>
internal sealed record Witness(IReadOnlyList<PredicateDraft> Predicates, double Cost)
{
    /// <summary>The cheapest witness of a rule's grouped condition.</summary>
    public static Witness? Of(Condition condition, int rule, WitnessCosts costs) => condition switch
    {
        AllOf all => Cheapest(all.Conditions, rule, costs),
        AnyOf any => Union(any.Conditions, rule, costs),
        Holds holds => Of(holds.Predicate, rule, costs),
        _ => null,
    };

    private static Witness? Of(PredicateDraft predicate, int rule, WitnessCosts costs) => predicate switch
    {
        ValuesDraft values => OfValues(values, rule, costs),
        WordsDraft words => new Witness([words], words.Words.Sum(WitnessCosts.OfWord)),
        ExistsDraft exists => new Witness([exists], costs.OfPresence(exists.Field)),
        TestDraft test => Present(test.Field, costs),
        PatternDraft pattern => new Witness([pattern], WitnessCosts.NamePattern),
        NestedDraft nested => new Witness([new NestedExistsDraft(nested.Path)], WitnessCosts.Nested),
        UnknownDraft unknown => Present(unknown.Field, costs),
        _ => null,
    };

    // A pattern that cannot be looked up says nothing while the event is read.
    private static Witness OfValues(ValuesDraft values, int rule, WitnessCosts costs) =>
        Array.Exists(values.Patterns, pattern => !Execution.PatternWindow.IsFiled(pattern)) || (values.Folded && values.Patterns.Length > 0)
            ? Present(values.Field, costs)
            : new Witness([values], costs.Of(rule, values));

    private static Witness Present(string field, WitnessCosts costs) =>
        new([new ExistsDraft(field, KeywordLimit: false)], costs.OfPresence(field));

    private static Witness? Cheapest(IReadOnlyList<Condition> conditions, int rule, WitnessCosts costs)
    {
        Witness? cheapest = null;
        for (var i = 0; i < conditions.Count; i++)
        {
            var witness = Of(conditions[i], rule, costs);
            if (witness is not null && (cheapest is null || witness.Cost < cheapest.Cost))
                cheapest = witness;
        }

        return cheapest;
    }

    private static Witness? Union(IReadOnlyList<Condition> alternatives, int rule, WitnessCosts costs)
    {
        var predicates = new List<PredicateDraft>();
        var cost = 0.0;
        for (var i = 0; i < alternatives.Count; i++)
        {
            var witness = Of(alternatives[i], rule, costs);
            if (witness is null)
                return null;
            cost += witness.Cost;
            predicates.AddRange(witness.Predicates);
        }

        return new Witness(predicates, cost);
    }
}
