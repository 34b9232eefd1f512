using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Elastic.ResponseActions.Matching.Detection.State;

/// <summary>
/// All that a detector remembers: cells found by (scope, key), each also in a list by age. A scope is one table of one rule; each has a
/// list of its own, so that what is too old stands at the front. Finding compares the whole key, not only its hash.
/// </summary>
internal sealed class StateCells
{
    public const int None = -1;
    private const int ChunkBits = 10;
    private const int KeyLengthBytes = sizeof(int);

    private readonly List<StateCell[]> _chunks = [];
    private readonly ByteArena _arena = new();
    private readonly StateKind[] _kinds;
    private readonly int[] _counts = new int[Enum.GetValues<StateKind>().Length];
    private CellList[] _lists;
    private int[] _buckets = [];
    private int _firstFree = None;
    private int _freeList = None;
    private int _made;

    /// <param name="kinds">What each scope holds.</param>
    public StateCells(StateKind[] kinds)
    {
        _kinds = kinds;
        _lists = new CellList[kinds.Length];
        Array.Fill(_lists, new CellList { Oldest = None, Newest = None, Next = None });
        Resize(64);
    }

    public int Count { get; private set; }

    public int Scopes => _kinds.Length;

    /// <summary>Bytes held by live cells: the cells, their keys and what lies behind, and their share of the table.</summary>
    public long Bytes => _arena.UsedBytes + ((long)Count * (Unsafe.SizeOf<StateCell>() + (2 * sizeof(int))));

    public ref StateCell this[int cell] => ref _chunks[cell >> ChunkBits][cell & ((1 << ChunkBits) - 1)];

    public ref CellList List(int list) => ref _lists[list];

    public StateKind KindOf(int scope) => _kinds[scope];

    public int CountOf(StateKind kind) => _counts[(int)kind];

    public int Find(int scope, ReadOnlySpan<byte> key)
    {
        var hash = KeyHash.Compute(scope, key);
        return FindFrom(_buckets[hash & (uint)(_buckets.Length - 1)], scope, hash, key);
    }

    /// <summary>The next cell with the same scope and key, or <see cref="None"/>; a key may have several, the newest comes first.</summary>
    public int FindNext(int cell) => FindFrom(this[cell].NextInBucket, this[cell].Scope, this[cell].Hash, Key(cell));

    public ReadOnlySpan<byte> Key(int cell)
    {
        var block = _arena[this[cell].Block];
        return block.Slice(KeyLengthBytes, MemoryMarshal.Read<int>(block));
    }

    /// <summary>What lies behind the key; valid until the next cell is added or changed.</summary>
    public Span<byte> Tail(int cell)
    {
        var block = _arena[this[cell].Block];
        return block[TailStart(MemoryMarshal.Read<int>(block))..];
    }

    /// <summary>Adds a cell as the newest of a list; of its own scope's list where none is given.</summary>
    public int Add(int scope, ReadOnlySpan<byte> key, ReadOnlySpan<byte> tail, int list = None)
    {
        if (Count >= _buckets.Length)
            Resize(_buckets.Length * 2);

        var cell = Take();
        var block = _arena.Allocate(TailStart(key.Length) + tail.Length);
        var content = _arena[block];
        MemoryMarshal.Write(content, key.Length);
        key.CopyTo(content[KeyLengthBytes..]);
        tail.CopyTo(content[TailStart(key.Length)..]);
        this[cell] = new StateCell { Scope = scope, Block = block, Owned = None, Hash = KeyHash.Compute(scope, key) };
        _counts[(int)_kinds[scope]]++;
        EnterBucket(cell);
        EnterList(cell, list == None ? scope : list);
        return cell;
    }

    public void Remove(int cell)
    {
        RemoveOwned(cell);
        LeaveBucket(cell);
        LeaveList(cell);
        _arena.Free(this[cell].Block);
        _counts[(int)_kinds[this[cell].Scope]]--;
        this[cell].Scope = None;
        this[cell].NextInBucket = _firstFree;
        _firstFree = cell;
        Count--;
    }

    /// <summary>Makes a cell the newest of its list.</summary>
    public void Touch(int cell)
    {
        var list = this[cell].List;
        if (_lists[list].Newest == cell)
            return;
        LeaveList(cell);
        EnterList(cell, list);
    }

    /// <summary>Moves a cell to another scope, under the same key, as its newest.</summary>
    public void MoveTo(int cell, int scope)
    {
        LeaveBucket(cell);
        LeaveList(cell);
        _counts[(int)_kinds[this[cell].Scope]]--;
        _counts[(int)_kinds[scope]]++;
        this[cell].Scope = scope;
        this[cell].Hash = KeyHash.Compute(scope, Key(cell));
        EnterBucket(cell);
        EnterList(cell, scope);
    }

    public void SetTail(int cell, ReadOnlySpan<byte> tail)
    {
        ResizeTail(cell, tail.Length);
        tail.CopyTo(Tail(cell));
    }

    /// <summary>Gives what lies behind the key another length and keeps what fits.</summary>
    public void ResizeTail(int cell, int length)
    {
        var keyLength = MemoryMarshal.Read<int>(_arena[this[cell].Block]);
        this[cell].Block = _arena.Resize(this[cell].Block, TailStart(keyLength) + length);
    }

    /// <summary>Gives a cell lists of its own; they and what stands in them go when it goes.</summary>
    public void Own(int cell, int lists)
    {
        for (var i = 0; i < lists; i++)
        {
            var list = _freeList;
            if (list == None)
            {
                list = _kinds.Length + _made++;
                if (list >= _lists.Length)
                    Array.Resize(ref _lists, Math.Max(64, _lists.Length * 2));
            }
            else
            {
                _freeList = _lists[list].Next;
            }

            _lists[list] = new CellList { Oldest = None, Newest = None, Next = this[cell].Owned };
            this[cell].Owned = list;
        }
    }

    // Aligned, so that kinds may keep numbers there; the arena puts four bytes before the block.
    private static int TailStart(int keyLength) => KeyLengthBytes + ((keyLength + 7) & ~7);

    private int FindFrom(int cell, int scope, uint hash, ReadOnlySpan<byte> key)
    {
        while (cell != None)
        {
            ref readonly var candidate = ref this[cell];
            if (candidate.Hash == hash && candidate.Scope == scope && Key(cell).SequenceEqual(key))
                return cell;
            cell = candidate.NextInBucket;
        }

        return None;
    }

    private void RemoveOwned(int cell)
    {
        for (var list = this[cell].Owned; list != None;)
        {
            while (_lists[list].Oldest != None)
                Remove(_lists[list].Oldest);
            var next = _lists[list].Next;
            _lists[list].Next = _freeList;
            _freeList = list;
            list = next;
        }

        this[cell].Owned = None;
    }

    private int Take()
    {
        if (_firstFree == None)
        {
            var start = _chunks.Count << ChunkBits;
            _chunks.Add(new StateCell[1 << ChunkBits]);
            for (var i = (1 << ChunkBits) - 1; i >= 0; i--)
            {
                this[start + i] = new StateCell { Scope = None, NextInBucket = _firstFree };
                _firstFree = start + i;
            }
        }

        var cell = _firstFree;
        _firstFree = this[cell].NextInBucket;
        Count++;
        return cell;
    }

    // Linked both ways: many cells may have one key, and taking one out must not walk past all others.
    private void EnterBucket(int cell)
    {
        ref var bucket = ref _buckets[this[cell].Hash & (uint)(_buckets.Length - 1)];
        this[cell].NextInBucket = bucket;
        this[cell].PreviousInBucket = None;
        if (bucket != None)
            this[bucket].PreviousInBucket = cell;
        bucket = cell;
    }

    private void LeaveBucket(int cell)
    {
        ref readonly var entry = ref this[cell];
        if (entry.PreviousInBucket != None)
            this[entry.PreviousInBucket].NextInBucket = entry.NextInBucket;
        else
            _buckets[entry.Hash & (uint)(_buckets.Length - 1)] = entry.NextInBucket;
        if (entry.NextInBucket != None)
            this[entry.NextInBucket].PreviousInBucket = entry.PreviousInBucket;
    }

    private void EnterList(int cell, int list)
    {
        ref var head = ref _lists[list];
        ref var entry = ref this[cell];
        (entry.List, entry.Older, entry.Newer) = (list, head.Newest, None);
        if (head.Newest != None)
            this[head.Newest].Newer = cell;
        else
            head.Oldest = cell;
        head.Newest = cell;
        head.Count++;
    }

    private void LeaveList(int cell)
    {
        ref readonly var entry = ref this[cell];
        ref var head = ref _lists[entry.List];
        if (entry.Older != None)
            this[entry.Older].Newer = entry.Newer;
        else
            head.Oldest = entry.Newer;
        if (entry.Newer != None)
            this[entry.Newer].Older = entry.Older;
        else
            head.Newest = entry.Older;
        head.Count--;
    }

    private void Resize(int size)
    {
        _buckets = new int[size];
        Array.Fill(_buckets, None);
        for (var cell = 0; cell < _chunks.Count << ChunkBits; cell++)
        {
            if (this[cell].Scope != None)
                EnterBucket(cell);
        }
    }
}
