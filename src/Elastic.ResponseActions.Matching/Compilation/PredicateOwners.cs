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

    public void Use(int predicate, int rule)
    {
        _uses[predicate]++;
        var owner = _owners[predicate];
        _owners[predicate] = owner == PredicateUse.Nobody || owner == rule ? rule : PredicateUse.Anyone;
    }
}
