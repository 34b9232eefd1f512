using System.Numerics;

namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>
/// Every whole-value term of every rule: (slot, value) to the predicates that it makes true. One probe a value replaces
/// one comparison a term; `a: (x or y)` of one rule and `a: x` of another share the entry of `x`. Immutable.
/// </summary>
internal sealed class TermIndex
{
    private readonly byte[] _values;
    private readonly Entry[] _entries;
    private readonly int[] _buckets;
    private readonly int[] _predicates;

    private TermIndex(byte[] values, Entry[] entries, int[] buckets, int[] predicates)
    {
        _values = values;
        _entries = entries;
        _buckets = buckets;
        _predicates = predicates;
    }

    /// <summary>The predicates on the slot that the value makes true.</summary>
    public ReadOnlySpan<int> Find(int slot, ReadOnlySpan<byte> value)
    {
        var hash = Utf8Hash.Compute(value, (uint)slot);
        for (var i = _buckets[hash & (ulong)(_buckets.Length - 1)]; i >= 0; i = _entries[i].Next)
        {
            ref readonly var entry = ref _entries[i];
            if (entry.Slot == slot && entry.Hash == (uint)(hash >> 32) && value.SequenceEqual(_values.AsSpan(entry.ValueStart, entry.ValueLength)))
                return _predicates.AsSpan(entry.PredicateStart, entry.PredicateCount);
        }

        return [];
    }

    private struct Entry
    {
        public int Slot;
        public uint Hash;
        public int ValueStart;
        public int ValueLength;
        public int PredicateStart;
        public int PredicateCount;
        public int Next;
    }

    internal sealed class Builder
    {
        private readonly Dictionary<(int Slot, string Value), List<int>> _terms = [];

        public void Add(int slot, string value, int predicate)
        {
            if (!_terms.TryGetValue((slot, value), out var predicates))
                _terms.Add((slot, value), predicates = []);
            predicates.Add(predicate);
        }

        public TermIndex Build()
        {
            var buckets = new int[BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, _terms.Count * 2))];
            Array.Fill(buckets, -1);
            var entries = new Entry[_terms.Count];
            var values = new List<byte>();
            var predicates = new List<int>();
            var next = 0;
            foreach (var ((slot, value), on) in _terms)
            {
                var utf8 = System.Text.Encoding.UTF8.GetBytes(value);
                var hash = Utf8Hash.Compute(utf8, (uint)slot);
                var bucket = hash & (ulong)(buckets.Length - 1);
                entries[next] = new Entry
                {
                    Slot = slot,
                    Hash = (uint)(hash >> 32),
                    ValueStart = values.Count,
                    ValueLength = utf8.Length,
                    PredicateStart = predicates.Count,
                    PredicateCount = on.Count,
                    Next = buckets[bucket],
                };
                buckets[bucket] = next++;
                values.AddRange(utf8);
                predicates.AddRange(on);
            }

            return new TermIndex([.. values], entries, buckets, [.. predicates]);
        }
    }
}
