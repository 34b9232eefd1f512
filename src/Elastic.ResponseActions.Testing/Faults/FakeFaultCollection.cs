using System.Collections;
using Elastic.ResponseActions.Testing.Faults;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing;

/// <summary>The faults of a fake, in the order they were added; several may hit one request. Thread-safe; enumerates a snapshot.</summary>
public sealed class FakeFaultCollection : IReadOnlyCollection<FakeFault>
{
    private readonly FakeWorld _world;

    internal FakeFaultCollection(FakeWorld world) => _world = world;

    /// <inheritdoc />
    public int Count => _world.Read(_ => _world.Faults.Count);

    /// <summary>Adds a fault; it counts from the next request on.</summary>
    /// <param name="fault">The fault.</param>
    /// <returns>The fault, for <see cref="Remove"/> and <see cref="HitsOf"/>.</returns>
    public FakeFault Add(FakeFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        _world.Write(_ => _world.Faults.Add(new ArmedFault(fault)));
        return fault;
    }

    /// <summary>Adds a fault for a path.</summary>
    /// <param name="path">As <see cref="FakeFault.Path"/>.</param>
    /// <param name="effect">What goes wrong.</param>
    /// <param name="count">As <see cref="FakeFault.Count"/>.</param>
    public FakeFault Add(string path, FakeFaultEffect effect, int? count = null) => Add(new FakeFault { Path = path, Effect = effect, Count = count });

    /// <summary>Takes a fault away.</summary>
    /// <param name="fault">The one that was added.</param>
    /// <returns>False where it is not there.</returns>
    public bool Remove(FakeFault fault)
    {
        var removed = false;
        _world.Write(_ => removed = _world.Faults.RemoveAll(armed => ReferenceEquals(armed.Fault, fault)) > 0);
        return removed;
    }

    /// <summary>Takes all of them away.</summary>
    public void Clear() => _world.Write(_ => _world.Faults.Clear());

    /// <summary>How many requests a fault has hit.</summary>
    /// <param name="fault">The one that was added.</param>
    public int HitsOf(FakeFault fault) => _world.Read(_ => _world.Faults.Where(armed => ReferenceEquals(armed.Fault, fault)).Sum(armed => armed.Hits));

    /// <inheritdoc />
    public IEnumerator<FakeFault> GetEnumerator() => _world.Read(_ => (IReadOnlyList<FakeFault>)[.. _world.Faults.Select(armed => armed.Fault)]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
