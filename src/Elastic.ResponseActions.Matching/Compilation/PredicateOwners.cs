using System.Runtime.InteropServices;
using Elastic.ResponseActions.Matching.Execution;

namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>Which rule asks for a predicate: see <see cref="PredicateUse.Owner"/>.</summary>
internal sealed class PredicateOwners
{
    private readonly List<int> _owners = [];

    public ReadOnlySpan<int> Span => CollectionsMarshal.AsSpan(_owners);

    public void Add() => _owners.Add(PredicateUse.Nobody);

    public void Use(int predicate, int rule)
    {
        var owner = _owners[predicate];
        _owners[predicate] = owner == PredicateUse.Nobody || owner == rule ? rule : PredicateUse.Anyone;
    }
}
