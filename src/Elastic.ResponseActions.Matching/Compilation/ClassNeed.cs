namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>Values of one field of which an event must have at least one for a condition to hold.</summary>
/// <param name="Terms">The values.</param>
/// <param name="Whole">The condition at the top of the rule that says this and no more; null where it only follows from what the rule says.</param>
internal sealed record ClassNeed(IReadOnlyCollection<Term> Terms, ValuesDraft? Whole)
{
    /// <summary>What a grouped condition needs, by field. Needs of more than <paramref name="most"/> values are left out.</summary>
    public static IReadOnlyDictionary<string, ClassNeed> Of(Condition condition, int most)
    {
        switch (condition)
        {
            case Holds { Predicate: ValuesDraft { Folded: false, Patterns.Length: 0 } values } when values.Terms.Length <= most:
                return new Dictionary<string, ClassNeed> { [values.Field] = new(values.Terms, values) };
            case AllOf all:
                return OfAll(all.Conditions, most);
            case AnyOf any:
                return OfAny(any.Conditions, most);
            default:
                return new Dictionary<string, ClassNeed>();
        }
    }

    // Two conditions on one field may be met by two values of it; one bit cannot say both, so the first counts.
    private static Dictionary<string, ClassNeed> OfAll(IReadOnlyList<Condition> conditions, int most)
    {
        var needs = new Dictionary<string, ClassNeed>();
        for (var i = 0; i < conditions.Count; i++)
        {
            foreach (var (field, need) in Of(conditions[i], most))
                needs.TryAdd(field, need);
        }

        return needs;
    }

    private static Dictionary<string, ClassNeed> OfAny(IReadOnlyList<Condition> alternatives, int most)
    {
        var needs = new Dictionary<string, ClassNeed>(Of(alternatives[0], most));
        for (var i = 1; i < alternatives.Count && needs.Count > 0; i++)
        {
            var others = Of(alternatives[i], most);
            foreach (var field in needs.Keys.ToArray())
            {
                if (others.TryGetValue(field, out var other) && needs[field].Terms.Count + other.Terms.Count <= most)
                    needs[field] = new ClassNeed([.. needs[field].Terms.Union(other.Terms)], Whole: null);
                else
                    needs.Remove(field);
            }
        }

        return needs;
    }
}
