namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>Values of one field of which an event must have at least one for a condition to hold.</summary>
/// <param name="Field">The field.</param>
/// <param name="Terms">The values.</param>
/// <param name="Whole">The condition at the top of the rule that says this and no more; null where it only follows from what the rule says.</param>
internal sealed record ClassNeed(string Field, IReadOnlyCollection<Term> Terms, ValuesDraft? Whole)
{
    /// <summary>What a grouped condition needs, one need a field. Needs of more than <paramref name="most"/> values are left out.</summary>
    public static List<ClassNeed> Of(Condition condition, int most)
    {
        var needs = new List<ClassNeed>();
        Collect(condition, most, needs);
        return needs;
    }

    // Two conditions on one field may be met by two values of it; one bit cannot say both, so the first counts.
    private static void Collect(Condition condition, int most, List<ClassNeed> needs)
    {
        switch (condition)
        {
            case Holds { Predicate: ValuesDraft { Folded: false, Patterns.Length: 0 } values } when values.Terms.Length <= most:
                if (Find(needs, values.Field) < 0)
                    needs.Add(new ClassNeed(values.Field, values.Terms, values));
                break;
            case AllOf all:
                for (var i = 0; i < all.Conditions.Count; i++)
                    Collect(all.Conditions[i], most, needs);
                break;
            case AnyOf any:
                foreach (var need in OfAny(any.Conditions, most))
                {
                    if (Find(needs, need.Field) < 0)
                        needs.Add(need);
                }

                break;
        }
    }

    private static List<ClassNeed> OfAny(IReadOnlyList<Condition> alternatives, int most)
    {
        var needs = Of(alternatives[0], most);
        for (var i = 1; i < alternatives.Count && needs.Count > 0; i++)
        {
            var others = Of(alternatives[i], most);
            for (var n = needs.Count - 1; n >= 0; n--)
            {
                var other = Find(others, needs[n].Field);
                if (other >= 0 && needs[n].Terms.Count + others[other].Terms.Count <= most)
                    needs[n] = new ClassNeed(needs[n].Field, [.. needs[n].Terms.Union(others[other].Terms)], Whole: null);
                else
                    needs.RemoveAt(n);
            }
        }

        return needs;
    }

    private static int Find(List<ClassNeed> needs, string field) => needs.FindIndex(need => need.Field == field);
}
