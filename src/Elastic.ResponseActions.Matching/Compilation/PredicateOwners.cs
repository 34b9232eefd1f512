using System.Runtime.InteropServices;
using Elastic.ResponseActions.Matching.Execution;

namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>Which rule asks for a predicate: see <see cref="PredicateUse.Owner"/>.</summary>
internal sealed class PredicateOwners
{
    private readonly List<int> _owners = [];
    private readonly List<int> _uses = [];

    /// <summary>The owner of each predicate.</summary>
    public ReadOnlySpan<int> Span => CollectionsMarshal.AsSpan(_owners);

    /// <summary>How often rules ask for each predicate.</summary>
    public ReadOnlySpan<int> Uses => CollectionsMarshal.AsSpan(_uses);

    public void Add()
    {
        _owners.Add(PredicateUse.Nobody);
        _uses.Add(0);
    }

    /// <param name="predicate">The predicate.</param>
    /// <param name="asker">The rule that asks; below zero for a condition that rules share.</param>
    public void Use(int predicate, int asker)
    {
        _uses[predicate]++;
        var owner = _owners[predicate];
        _owners[predicate] = asker >= 0 && (owner == PredicateUse.Nobody || owner == asker) ? asker : PredicateUse.Anyone;
    }
}
