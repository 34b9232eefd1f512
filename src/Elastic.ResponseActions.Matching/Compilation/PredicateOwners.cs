using System.Runtime.InteropServices;

namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>Which rule asks for a predicate: where only one does, nobody else needs to know its answer.</summary>
internal sealed class PredicateOwners
{
    /// <summary>Several rules ask, or it is not known which.</summary>
    public const int Many = -1;

    private const int Nobody = -2;

    private readonly List<int> _owners = [];

    public ReadOnlySpan<int> Span => CollectionsMarshal.AsSpan(_owners);

    public void Add() => _owners.Add(Nobody);

    public void Use(int predicate, int rule)
    {
        var owner = _owners[predicate];
        _owners[predicate] = owner == Nobody || owner == rule ? rule : Many;
    }
}
