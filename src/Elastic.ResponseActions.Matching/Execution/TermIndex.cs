using System.Numerics;
using System.Text;

namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>
/// Every whole-value term of every rule: (key, value) to the predicates that it makes true. One probe a value replaces one
/// comparison a term; `a: (x or y)` of one rule and `a: x` of another share the entry of `x`. The key is the number of a slot or
/// of what else a table tells apart. Terms that ignore case stand beside those that do not. Immutable.
/// </summary>
internal sealed class TermIndex
{
    private readonly ushort[] _tags;
    private readonly int[] _buckets;
    private readonly Entry[] _entries;
    private readonly byte[] _values;
    private readonly PredicateUse[] _uses;
    private readonly int _shift;

    private TermIndex(ushort[] tags, int[] buckets, Entry[] entries, byte[] values, PredicateUse[] uses)
    {
        _tags = tags;
        _buckets = buckets;
        _entries = entries;
        _values = values;
        _uses = uses;
        _shift = 64 - BitOperations.Log2((uint)tags.Length);
    }

    /// <summary>How many distinct terms there are.</summary>
    public int Count => _entries.Length;

    /// <summary>The entries of a value, one by one: at most one that regards case and one that ignores it.</summary>
    public Matches Find(int key, ReadOnlySpan<byte> value) => new(this, key, value);

    /// <summary>The predicates that an entry makes true.</summary>
    public ReadOnlySpan<PredicateUse> UsesOf(int entry)
    {
        ref readonly var found = ref _entries[entry];
        return _uses.AsSpan(found.UseStart, found.UseCount);
    }

    /// <summary>A probe and what it has found so far.</summary>
    internal ref struct Matches
    {
        private readonly TermIndex _index;
        private readonly ReadOnlySpan<byte> _value;
        private readonly int _key;
        private readonly ushort _tag;
        private int _at;

        public Matches(TermIndex index, int key, ReadOnlySpan<byte> value)
        {
            var hash = FoldedHash.Of(value, (uint)key);
            _index = index;
            _value = value;
            _key = key;
            _tag = TagOf(hash);
            _at = (int)(hash >> index._shift) - 1;
            Current = -1;
        }

        public readonly Matches GetEnumerator() => this;

        /// <summary>The entry found.</summary>
        public int Current { get; private set; }

        public bool MoveNext()
        {
            var tags = _index._tags;
            while (true)
            {
                _at = (_at + 1) & (tags.Length - 1);
                var tag = tags[_at];
                if (tag == 0)
                    return false;
                if (tag != _tag)
                    continue;

                Current = _index._buckets[_at];
                ref readonly var entry = ref _index._entries[Current];
                if (entry.Key != _key)
                    continue;
                var text = _index._values.AsSpan(entry.ValueStart, entry.ValueLength);
                if (entry.IgnoreCase ? AsciiFold.Equals(_value, text) : _value.SequenceEqual(text))
                    return true;
            }
        }
    }

    private static ushort TagOf(ulong hash) => (ushort)(hash | 1);

    private struct Entry
    {
        public int Key;
        public int ValueStart;
        public int ValueLength;
        public int UseStart;
        public int UseCount;
        public bool IgnoreCase;
    }

    internal sealed class Builder
    {
        private readonly Dictionary<(int Key, string Value, bool IgnoreCase), int> _ids = [];
        private readonly List<(int Key, string Value, bool IgnoreCase)> _terms = [];
        private readonly List<(int Entry, int Predicate)> _uses = [];
        private readonly Dictionary<int, int> _countsByKey = [];

        /// <summary>Files a predicate under a term and returns the term's entry.</summary>
        /// <param name="key">The slot, or what else the table tells apart.</param>
        /// <param name="value">The term; in lower case where case is ignored.</param>
        /// <param name="ignoreCase">ASCII letters of either case are the same.</param>
        /// <param name="predicate">What it makes true.</param>
        public int Add(int key, string value, bool ignoreCase, int predicate)
        {
            ref var id = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_ids, (key, value, ignoreCase), out var known);
            if (!known)
            {
                id = _terms.Count;
                _terms.Add((key, value, ignoreCase));
                System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_countsByKey, key, out _)++;
            }

            _uses.Add((id, predicate));
            return id;
        }

        /// <summary>How many distinct terms a key has.</summary>
        public int CountOf(int key) => _countsByKey.GetValueOrDefault(key);

        /// <summary>By entry, how often rules ask for it.</summary>
        /// <param name="uses">By predicate, how often rules ask for that.</param>
        public int[] CountUses(ReadOnlySpan<int> uses)
        {
            var counts = new int[_terms.Count];
            foreach (var (entry, predicate) in _uses)
                counts[entry] += uses[predicate];
            return counts;
        }

        /// <summary>The entry of a term that was added.</summary>
        public int EntryOf(int key, string value, bool ignoreCase) => _ids[(key, value, ignoreCase)];

        /// <param name="owners">By predicate: see <see cref="PredicateUse.Owner"/>.</param>
        public TermIndex Build(ReadOnlySpan<int> owners)
        {
            var entries = new Entry[_terms.Count];
            var tags = new ushort[BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, _terms.Count * 2))];
            var buckets = new int[tags.Length];
            var values = new byte[_terms.Sum(term => Encoding.UTF8.GetByteCount(term.Value))];
            var shift = 64 - BitOperations.Log2((uint)tags.Length);
            var start = 0;
            for (var i = 0; i < entries.Length; i++)
            {
                var (key, value, ignoreCase) = _terms[i];
                var length = Encoding.UTF8.GetBytes(value, values.AsSpan(start));
                entries[i] = new Entry { Key = key, ValueStart = start, ValueLength = length, IgnoreCase = ignoreCase };
                var hash = FoldedHash.Of(values.AsSpan(start, length), (uint)key);
                var at = (int)(hash >> shift);
                while (tags[at] != 0)
                    at = (at + 1) & (tags.Length - 1);
                tags[at] = TagOf(hash);
                buckets[at] = i;
                start += length;
            }

            return new TermIndex(tags, buckets, entries, values, FileUses(entries, owners));
        }

        // Counting sort by entry.
        private PredicateUse[] FileUses(Entry[] entries, ReadOnlySpan<int> owners)
        {
            foreach (var (entry, predicate) in _uses)
                entries[entry].UseCount += owners[predicate] == PredicateUse.Nobody ? 0 : 1;
            var start = 0;
            for (var i = 0; i < entries.Length; i++)
            {
                entries[i].UseStart = start;
                start += entries[i].UseCount;
                entries[i].UseCount = 0;
            }

            var uses = new PredicateUse[start];
            foreach (var (entry, predicate) in _uses)
            {
                if (owners[predicate] == PredicateUse.Nobody)
                    continue;
                uses[entries[entry].UseStart + entries[entry].UseCount++] = new PredicateUse(predicate, owners[predicate]);
            }

            return uses;
        }
    }
}

/// <summary>A predicate that a term or pattern makes true.</summary>
/// <param name="Predicate">Its number.</param>
/// <param name="Owner">The only rule that asks for it, or <see cref="Anyone"/> where there are several. Where that rule is not in play nobody needs to know.</param>
internal readonly record struct PredicateUse(int Predicate, int Owner)
{
    /// <summary>No single owner.</summary>
    public const int Anyone = -1;

    /// <summary>No rule asks: what makes it true need not be filed.</summary>
    public const int Nobody = -2;
}
