namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>
/// Conditions of which at least one must be true for a rule to match: the rule sleeps until one is. Null stands for a rule
/// that no such set exists for, because the absence of something can satisfy it.
/// </summary>
internal sealed record Witness(IReadOnlyList<PredicateDraft> Predicates, double Cost)
{
    // Guesses of how often events make the condition true; only their order matters.
    private const double RareTerm = 1;
    private const double RarePattern = 1.5;
    private const double SharedTerm = 8;
    private const double ClassTerm = 60;
    private const double FieldPresent = 50;

    private static readonly HashSet<string> ClassFields =
        ["event.kind", "event.category", "event.type", "event.outcome", "host.os.type", "host.os.platform", "host.os.family", "data_stream.type", "agent.type"];

    private static readonly HashSet<string> SharedFields =
        ["event.action", "event.dataset", "event.module", "event.provider", "data_stream.dataset", "event.code", "user.id"];

    /// <summary>The cheapest witness of a grouped condition.</summary>
    public static Witness? Of(Condition condition) => condition switch
    {
        AllOf all => Cheapest(all.Conditions),
        AnyOf any => Union(any.Conditions),
        Holds holds => Of(holds.Predicate),
        _ => null,
    };

    private static Witness? Of(PredicateDraft predicate) => predicate switch
    {
        ValuesDraft values => OfValues(values),
        WordsDraft words => new Witness([words], words.Words.Sum(word => RareTerm + (4.0 / word.Length))),
        ExistsDraft exists => new Witness([exists], FieldPresent),
        TestDraft test => new Witness([new ExistsDraft(test.Field, KeywordLimit: false)], FieldPresent),
        PatternDraft pattern => new Witness([pattern], RareTerm),
        NestedDraft nested => new Witness([new NestedExistsDraft(nested.Path)], RareTerm),
        UnknownDraft unknown => new Witness([new ExistsDraft(unknown.Field, KeywordLimit: false)], FieldPresent),
        _ => null,
    };

    // A pattern that cannot be looked up says nothing while the event is read.
    private static Witness OfValues(ValuesDraft values) => Array.Exists(values.Patterns, pattern => !Execution.PatternWindow.IsFiled(pattern))
        ? new Witness([new ExistsDraft(values.Field, KeywordLimit: false)], FieldPresent)
        : new Witness([values], (values.Terms.Length * TermCost(values.Field)) + (values.Patterns.Length * RarePattern));

    private static Witness? Cheapest(IReadOnlyList<Condition> conditions)
    {
        Witness? cheapest = null;
        for (var i = 0; i < conditions.Count; i++)
        {
            var witness = Of(conditions[i]);
            if (witness is not null && (cheapest is null || witness.Cost < cheapest.Cost))
                cheapest = witness;
        }

        return cheapest;
    }

    private static Witness? Union(IReadOnlyList<Condition> alternatives)
    {
        var predicates = new List<PredicateDraft>();
        var cost = 0.0;
        for (var i = 0; i < alternatives.Count; i++)
        {
            var witness = Of(alternatives[i]);
            if (witness is null)
                return null;
            cost += witness.Cost;
            predicates.AddRange(witness.Predicates);
        }

        return new Witness(predicates, cost);
    }

    private static double TermCost(string field) =>
        ClassFields.Contains(field) ? ClassTerm : SharedFields.Contains(field) ? SharedTerm : RareTerm;
}
