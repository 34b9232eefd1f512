namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>What one value has been found to make true so far, each predicate once.</summary>
internal sealed class FoundUses(int predicates)
{
    private readonly uint[] _stamps = new uint[predicates];
    private PredicateUse[] _uses = new PredicateUse[64];
    private int _count;
    private uint _value;

    /// <summary>All of it.</summary>
    public ReadOnlySpan<PredicateUse> All => _uses.AsSpan(0, _count);

    /// <summary>Begins another value.</summary>
    public void Begin()
    {
        _count = 0;
        if (++_value == 0)
        {
            Array.Clear(_stamps);
            _value = 1;
        }
    }

    /// <summary>Some of these was not found yet.</summary>
    public bool IsAnyNew(ReadOnlySpan<PredicateUse> uses)
    {
        foreach (var use in uses)
        {
            if (_stamps[use.Predicate] != _value)
                return true;
        }

        return false;
    }

    /// <summary>Takes what was found.</summary>
    public void Add(ReadOnlySpan<PredicateUse> uses)
    {
        foreach (var use in uses)
        {
            if (_stamps[use.Predicate] == _value)
                continue;

            _stamps[use.Predicate] = _value;
            if (_count == _uses.Length)
                Array.Resize(ref _uses, _uses.Length * 2);
            _uses[_count++] = use;
        }
    }
}
