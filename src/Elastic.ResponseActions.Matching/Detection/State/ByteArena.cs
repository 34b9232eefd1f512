using System.Numerics;
using System.Runtime.InteropServices;

namespace Elastic.ResponseActions.Matching.Detection.State;

/// <summary>
/// Blocks of bytes of any length, each named by a number. Keys and event ids live here, so that a million open sequences are a
/// handful of large arrays and not a million objects. A freed block is given out again to the next of its size.
/// </summary>
internal sealed class ByteArena
{
    private const int Unit = 16;
    private const int FirstChunkUnits = 1 << 12;   // 64 KiB
    private const int ChunkUnits = 1 << 16;        // 1 MiB; a block's number is its chunk and, in 16 bits, its unit
    private const int LengthBytes = sizeof(int);
    private const int ExactUnits = 64;             // sizes up to 1 KiB are kept apart exactly, larger ones in four steps per doubling

    private readonly List<byte[]> _chunks = [];
    private readonly Stack<int> _emptyChunks = new();
    private readonly int[] _free = new int[ExactUnits + 1];
    private readonly Dictionary<int, int> _freeLarge = [];
    private int _chunk = -1;
    private int _next;
    private long _usedUnits;

    public ByteArena() => Array.Fill(_free, -1);

    /// <summary>Bytes in use, rounded up to whole blocks.</summary>
    public long UsedBytes => _usedUnits * Unit;

    /// <summary>What a block holds.</summary>
    public Span<byte> this[int block]
    {
        get
        {
            var at = Raw(block);
            return at.Slice(LengthBytes, MemoryMarshal.Read<int>(at));
        }
    }

    public int Allocate(int length)
    {
        var units = UnitsFor(length);
        _usedUnits += units;
        var block = TakeFree(units);
        if (block < 0)
            block = Carve(units);
        MemoryMarshal.Write(Raw(block), length);
        return block;
    }

    public void Free(int block)
    {
        var units = UnitsFor(this[block].Length);
        _usedUnits -= units;
        if (units > ChunkUnits)
        {
            _chunks[block >> 16] = [];
            _emptyChunks.Push(block >> 16);
            return;
        }

        PutFree(block, units);
    }

    /// <summary>Gives a block another length and keeps what fits; returns where it is now.</summary>
    public int Resize(int block, int length)
    {
        var old = this[block].Length;
        if (UnitsFor(old) == UnitsFor(length))
        {
            MemoryMarshal.Write(Raw(block), length);
            return block;
        }

        var moved = Allocate(length);
        var kept = Math.Min(old, length);
        this[block][..kept].CopyTo(this[moved]);
        Free(block);
        return moved;
    }

    private Span<byte> Raw(int block) => _chunks[block >> 16].AsSpan((block & 0xffff) * Unit);

    private static int UnitsFor(int length)
    {
        var units = (int)(((long)length + LengthBytes + Unit - 1) / Unit);
        if (units <= ExactUnits)
            return units;

        var step = 1 << (BitOperations.Log2((uint)units - 1) - 2);
        return (units + step - 1) / step * step;
    }

    private int TakeFree(int units)
    {
        if (units > ChunkUnits)
            return -1;

        var block = units <= ExactUnits ? _free[units] : _freeLarge.GetValueOrDefault(units, -1);
        if (block >= 0)
            SetFree(units, MemoryMarshal.Read<int>(Raw(block)));   // a free block's first bytes name the next one
        return block;
    }

    private void PutFree(int block, int units)
    {
        MemoryMarshal.Write(Raw(block), units <= ExactUnits ? _free[units] : _freeLarge.GetValueOrDefault(units, -1));
        SetFree(units, block);
    }

    private void SetFree(int units, int block)
    {
        if (units <= ExactUnits)
            _free[units] = block;
        else
            _freeLarge[units] = block;
    }

    private int Carve(int units)
    {
        if (units > ChunkUnits)
            return AddChunk(units) << 16;

        if (_chunk < 0 || _next + units > _chunks[_chunk].Length / Unit)
        {
            KeepRest();
            _chunk = AddChunk(Math.Max(units, _chunk < 0 ? FirstChunkUnits : ChunkUnits));
            _next = 0;
        }

        var block = (_chunk << 16) | _next;
        _next += units;
        return block;
    }

    // What is left of a chunk becomes small free blocks.
    private void KeepRest()
    {
        if (_chunk < 0)
            return;

        for (var left = (_chunks[_chunk].Length / Unit) - _next; left > 0;)
        {
            var units = Math.Min(left, ExactUnits);
            PutFree((_chunk << 16) | _next, units);
            _next += units;
            left -= units;
        }
    }

    private int AddChunk(int units)
    {
        if (_emptyChunks.TryPop(out var chunk))
        {
            _chunks[chunk] = new byte[units * Unit];
            return chunk;
        }

        _chunks.Add(new byte[units * Unit]);
        return _chunks.Count - 1;
    }
}
