using System.Numerics;
using System.Runtime.InteropServices;
using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>
/// Every wildcard pattern of every rule that has literal text: (slot, <see cref="PatternWindow"/>) to the patterns filed there.
/// A value is run through once, whatever the number of patterns: each four bytes of it are looked up in a bit map of the slot's
/// windows, and only what the map lets pass is looked up here. Immutable.
/// </summary>
internal sealed class PatternIndex
{
    private const int BitsAWindow = 64;

    private readonly SlotWindows[] _slots;
    private readonly uint[] _bits;
    private readonly ushort[] _tags;
    private readonly Bucket[] _buckets;
    private readonly FiledPattern[] _patterns;
    private readonly int _shift;

    private PatternIndex(SlotWindows[] slots, uint[] bits, ushort[] tags, Bucket[] buckets, FiledPattern[] patterns)
    {
        _slots = slots;
        _bits = bits;
        _tags = tags;
        _buckets = buckets;
        _patterns = patterns;
        _shift = 64 - BitOperations.Log2((uint)buckets.Length);
    }

    /// <summary>How many patterns are filed.</summary>
    public int Count => _patterns.Length;

    /// <summary>The slot's windows.</summary>
    public ref readonly SlotWindows WindowsOf(int slot) => ref _slots[slot];

    /// <summary>The bit maps of all slots.</summary>
    public ReadOnlySpan<uint> Bits => _bits;

    /// <summary>The patterns filed under a window.</summary>
    public ReadOnlySpan<FiledPattern> Find(int slot, uint window)
    {
        var tags = _tags;
        var hash = Hash(slot, window);
        var tag = TagOf(hash);
        for (var at = (int)(hash >> _shift); ; at++)
        {
            at &= tags.Length - 1;
            if (tags[at] == 0)
                return [];
            if (tags[at] != tag)
                continue;

            ref readonly var bucket = ref _buckets[at];
            if (bucket.Window == window && bucket.Slot == slot)
                return _patterns.AsSpan(bucket.Start, bucket.Count);
        }
    }

    // Most of what the bit map lets pass is told apart here already, in far fewer lines of the processor's cache.
    private static ushort TagOf(ulong hash) => (ushort)((hash >> 16) | 1);

    private static ulong Hash(int slot, uint window) => (window | ((ulong)(uint)slot << 32)) * 0x9E37_79B9_7F4A_7C15;

    /// <summary>The windows of one slot: where its bit map is, and which short starts and ends there are.</summary>
    internal struct SlotWindows
    {
        public const uint Multiplier = 0x9E37_79B1;

        /// <summary>Where its bit map starts in <see cref="Bits"/>, in words.</summary>
        public int FirstWord;

        /// <summary>A window's bit is the top bits of its product; so many are shifted out.</summary>
        public int Shift;

        /// <summary>Has patterns filed under four bytes.</summary>
        public bool HasWhole;

        /// <summary>Bits 1 to 3: starts of that many bytes; bits 5 to 7: ends of one to three bytes.</summary>
        public byte Short;

        /// <summary>A window's bit in the slot's map.</summary>
        public readonly uint BitOf(uint window) => (window * Multiplier) >> Shift;
    }

    private struct Bucket
    {
        public uint Window;
        public int Slot;
        public int Start;
        public int Count;
    }

    internal sealed class Builder
    {
        private readonly Dictionary<(int Slot, GlobPattern Pattern), int> _ids = [];
        private readonly List<(int Slot, GlobPattern Pattern)> _patterns = [];
        private readonly List<(int Pattern, int Predicate)> _uses = [];
        private readonly List<PatternWindow> _windows = [];

        /// <summary>Files a predicate under a pattern. False: the pattern has too little literal text to be filed.</summary>
        public bool TryAdd(int slot, GlobPattern pattern, int predicate)
        {
            ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(_ids, (slot, pattern), out var known);
            if (!known)
            {
                _windows.Clear();
                PatternWindow.Collect(pattern, _windows);
                id = _windows.Count == 0 ? -1 : _patterns.Count;
                if (id >= 0)
                    _patterns.Add((slot, pattern));
            }

            if (id < 0)
                return false;
            _uses.Add((id, predicate));
            return true;
        }

        /// <param name="slots">How many slots there are.</param>
        /// <param name="owners">By predicate: see <see cref="PredicateUse.Owner"/>.</param>
        public PatternIndex Build(int slots, ReadOnlySpan<int> owners)
        {
            var chosen = WindowChooser.Choose(_patterns);
            var uses = FileUses(owners);
            var order = new long[chosen.Length];
            for (var i = 0; i < order.Length; i++)
                order[i] = i;
            Array.Sort(order, (a, b) => (_patterns[(int)a].Slot, chosen[a].Bytes, a).CompareTo((_patterns[(int)b].Slot, chosen[b].Bytes, b)));
            var filed = new FiledPattern[order.Length];
            var windows = new List<Bucket>();
            for (var i = 0; i < order.Length; i++)
            {
                var id = (int)order[i];
                var (slot, pattern) = _patterns[id];
                var window = chosen[id];
                filed[i] = new FiledPattern(pattern, window, uses[id]);
                if (windows.Count > 0 && windows[^1].Slot == slot && windows[^1].Window == window.Bytes)
                    CollectionsMarshal.AsSpan(windows)[^1].Count++;
                else
                    windows.Add(new Bucket { Slot = slot, Window = window.Bytes, Start = i, Count = 1 });
            }

            return File(slots, windows, filed);
        }

        private PredicateUse[][] FileUses(ReadOnlySpan<int> owners)
        {
            var counts = new int[_patterns.Count];
            foreach (var (pattern, _) in _uses)
                counts[pattern]++;
            var uses = new PredicateUse[_patterns.Count][];
            foreach (var (pattern, predicate) in _uses)
            {
                var filed = uses[pattern] ??= new PredicateUse[counts[pattern]];
                filed[^counts[pattern]--] = new PredicateUse(predicate, owners[predicate]);
            }

            return uses;
        }

        private static PatternIndex File(int slots, List<Bucket> windows, FiledPattern[] filed)
        {
            var perSlot = new int[slots];
            foreach (var window in windows)
                perSlot[window.Slot]++;

            var maps = new SlotWindows[slots];
            var words = 0;
            for (var slot = 0; slot < slots; slot++)
            {
                var bits = BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, perSlot[slot]))) + BitOperations.Log2(BitsAWindow);
                maps[slot] = new SlotWindows { FirstWord = words, Shift = 32 - bits };
                words += perSlot[slot] == 0 ? 0 : 1 << (bits - 5);
            }

            var map = new uint[words + 1];
            var buckets = new Bucket[BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, windows.Count * 2))];
            var tags = new ushort[buckets.Length];
            var shift = 64 - BitOperations.Log2((uint)buckets.Length);
            foreach (var window in windows)
            {
                ref var slot = ref maps[window.Slot];
                var marker = window.Window >> 24;
                if (PatternWindow.IsWholeWindow(window.Window))
                    slot.HasWhole = true;
                else
                    slot.Short |= (byte)(1 << (int)(marker < 0xFC ? marker - 0xF8 : marker - 0xFB + 4));
                var bit = slot.BitOf(window.Window);
                map[slot.FirstWord + (int)(bit >> 5)] |= 1u << (int)(bit & 31);
                var hash = Hash(window.Slot, window.Window);
                var at = (int)(hash >> shift);
                while (tags[at] != 0)
                    at = (at + 1) & (buckets.Length - 1);
                tags[at] = TagOf(hash);
                buckets[at] = window;
            }

            return new PatternIndex(maps, map, tags, buckets, filed);
        }
    }
}
