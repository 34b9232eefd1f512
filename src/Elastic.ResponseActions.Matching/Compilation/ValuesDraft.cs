using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>
/// The field has a value that is one of the terms or fits one of the patterns: what <see cref="Passes.GroupValuesPass"/> makes of
/// all alternatives on one field. Terms and patterns are distinct and sorted, so that drafts that mean the same are equal.
/// </summary>
/// <param name="Field">The field of the event.</param>
/// <param name="Folded">The value is compared in lower case; there are no patterns then.</param>
/// <param name="KeywordLimit">Values that a keyword index does not hold do not count.</param>
/// <param name="Terms">Whole values.</param>
/// <param name="Patterns">Wildcard patterns, none of them literal.</param>
internal sealed record ValuesDraft(string Field, bool Folded, bool KeywordLimit, Term[] Terms, GlobPattern[] Patterns) : PredicateDraft
{
    private readonly int _hash = HashOf(Field, Folded, Terms, Patterns);

    /// <summary>Not used: such drafts are compared as they are.</summary>
    public override string Key => $"values {Field}";

    public bool Equals(ValuesDraft? other) =>
        other is not null && _hash == other._hash && Field == other.Field && Folded == other.Folded && KeywordLimit == other.KeywordLimit
        && Terms.AsSpan().SequenceEqual(other.Terms) && Patterns.AsSpan().SequenceEqual(other.Patterns);

    public override int GetHashCode() => _hash;

    private static int HashOf(string field, bool folded, Term[] terms, GlobPattern[] patterns)
    {
        var hash = default(HashCode);
        hash.Add(field);
        hash.Add(folded);
        foreach (var term in terms)
            hash.Add(term);
        foreach (var pattern in patterns)
            hash.Add(pattern);
        return hash.ToHashCode();
    }
}

/// <summary>A whole value.</summary>
/// <param name="Text">Its text; where case is ignored, with ASCII letters in lower case.</param>
/// <param name="IgnoreCase">ASCII letters of either case are the same.</param>
internal readonly record struct Term(string Text, bool IgnoreCase)
{
    /// <summary>Terms in some order that says nothing.</summary>
    public static int Compare(Term one, Term other)
    {
        var order = string.CompareOrdinal(one.Text, other.Text);
        return order != 0 ? order : one.IgnoreCase.CompareTo(other.IgnoreCase);
    }
}

/// <summary>Drafts that become one predicate.</summary>
internal sealed class SamePredicate : IEqualityComparer<PredicateDraft>
{
    public bool Equals(PredicateDraft? one, PredicateDraft? other) => (one, other) switch
    {
        (ValuesDraft values, _) => values.Equals(other as ValuesDraft),
        (not null, not null) => other is not ValuesDraft && one.Key == other.Key,
        _ => one is null && other is null,
    };

    public int GetHashCode(PredicateDraft draft) => draft is ValuesDraft values ? values.GetHashCode() : draft.Key.GetHashCode(StringComparison.Ordinal);
}
