namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>
/// Conditions of which at least one must be true for a rule to match: the rule sleeps until one is. Null stands for a rule
/// that no such set exists for, because the absence of something can satisfy it.
/// </summary>
internal sealed record Witness(IReadOnlyList<PredicateDraft> Predicates, double Cost)
{
    // Guesses of how often events make the condition true; only their order matters.
    private const double RareTerm = 1;
    private const double SharedTerm = 8;
    private const double ClassTerm = 40;
    private const double FieldPresent = 30;

    private static readonly HashSet<string> ClassFields =
        ["event.kind", "event.category", "event.type", "event.outcome", "host.os.type", "host.os.platform", "host.os.family", "data_stream.type", "agent.type"];

    private static readonly HashSet<string> SharedFields =
        ["event.action", "event.dataset", "event.module", "event.provider", "data_stream.dataset", "event.code", "user.id"];

    /// <summary>The cheapest witness of a grouped condition.</summary>
    public static Witness? Of(Condition condition) => condition switch
    {
        AllOf all => all.Conditions.Select(Of).Where(w => w is not null).MinBy(w => w!.Cost),
        AnyOf any => Union(any.Conditions.Select(Of)),
        Holds holds => Of(holds.Predicate),
        _ => null,
    };

    private static Witness? Of(PredicateDraft predicate) => predicate switch
    {
        TermDraft term => new Witness([term], term.Values.Count * TermCost(term.Field)),
        WordsDraft words => new Witness([words], words.Words.Sum(word => RareTerm + (4.0 / word.Length))),
        ExistsDraft exists => new Witness([exists], FieldPresent),
        TestDraft test => new Witness([new ExistsDraft(test.Field, KeywordLimit: false)], FieldPresent),
        PatternDraft pattern => new Witness([pattern], RareTerm),
        NestedDraft nested => new Witness([new NestedExistsDraft(nested.Path)], RareTerm),
        UnknownDraft unknown => new Witness([new ExistsDraft(unknown.Field, KeywordLimit: false)], FieldPresent),
        _ => null,
    };

    private static Witness? Union(IEnumerable<Witness?> alternatives)
    {
        var predicates = new Dictionary<string, PredicateDraft>();
        var cost = 0.0;
        foreach (var alternative in alternatives)
        {
            if (alternative is null)
                return null;
            cost += alternative.Cost;
            foreach (var predicate in alternative.Predicates)
                predicates.TryAdd(predicate.Key, predicate);
        }

        return new Witness([.. predicates.Values], cost);
    }

    private static double TermCost(string field) =>
        ClassFields.Contains(field) ? ClassTerm : SharedFields.Contains(field) ? SharedTerm : RareTerm;
}
