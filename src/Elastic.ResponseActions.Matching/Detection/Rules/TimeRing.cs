using System.Runtime.InteropServices;
using Elastic.ResponseActions.Matching.Detection.State;

namespace Elastic.ResponseActions.Matching.Detection.Rules;

/// <summary>The times of the last events of a threshold group, behind its key: how many there are and where they start, then the times, growing up to a limit.</summary>
internal static class TimeRing
{
    private const int Header = 2;

    public static readonly int EmptyBytes = Header * sizeof(long);

    public static void Add(StateCells cells, int cell, long time, int limit)
    {
        var ring = MemoryMarshal.Cast<byte, long>(cells.Tail(cell));
        var capacity = ring.Length - Header;
        if (ring[0] == capacity && capacity < limit)
        {
            // Not full yet, so it never went round: the times start at the front.
            capacity = Math.Min(limit, Math.Max(4, capacity * 2));
            cells.ResizeTail(cell, (Header + capacity) * sizeof(long));
            ring = MemoryMarshal.Cast<byte, long>(cells.Tail(cell));
        }

        if (ring[0] < capacity)
        {
            ring[Header + (int)ring[0]++] = time;
            return;
        }

        ring[Header + (int)ring[1]] = time;
        ring[1] = (ring[1] + 1) % capacity;
    }

    /// <summary>How many times are not before the given one, counted from the newest back to the first that is; and the earliest of them.</summary>
    public static int CountFrom(ReadOnlySpan<byte> tail, long from, out long earliest)
    {
        var ring = MemoryMarshal.Cast<byte, long>(tail);
        var count = 0;
        earliest = long.MaxValue;
        while (count < ring[0] && Newest(ring, count) >= from)
            earliest = Newest(ring, count++);
        return count;
    }

    /// <summary>True where so many times are not before the given one.</summary>
    public static bool Has(ReadOnlySpan<byte> tail, int count, long from)
    {
        var ring = MemoryMarshal.Cast<byte, long>(tail);
        return ring[0] >= count && Newest(ring, count - 1) >= from;
    }

    private static long Newest(ReadOnlySpan<long> ring, int back)
    {
        var capacity = ring.Length - Header;
        var index = ring[1] + ring[0] - 1 - back;
        return ring[Header + (int)(index % capacity)];
    }
}
