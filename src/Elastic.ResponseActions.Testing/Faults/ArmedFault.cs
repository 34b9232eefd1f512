using System.IO.Enumeration;

namespace Elastic.ResponseActions.Testing.Faults;

/// <summary>A fault and how often it has had its way. Guarded by the world's lock.</summary>
internal sealed class ArmedFault(FakeFault fault)
{
    // A seeded System.Random keeps its sequence between runs and releases; nothing here is secret.
#pragma warning disable CA5394
    private readonly Random _random = new(fault.Seed);
    private int _passed;

    public FakeFault Fault => fault;

    public int Hits { get; private set; }

    public bool Hits_NeedsLock(FakeRequest request, string path)
    {
        if ((fault.Method is { } method && method != request.Method)
            || (fault.Path is { } pattern && !FileSystemName.MatchesSimpleExpression(pattern, path, ignoreCase: false))
            || fault.When?.Invoke(request) == false
            || Hits >= (fault.Count ?? int.MaxValue))
            return false;
        if (_passed < fault.Skip)
        {
            _passed++;
            return false;
        }
        if (fault.Probability < 1 && _random.NextDouble() >= fault.Probability)
            return false;
        Hits++;
        return true;
    }
#pragma warning restore CA5394
}
