using System.Runtime.InteropServices;
using System.Text;
using Elastic.ResponseActions.Matching.Detection.State;

namespace Elastic.ResponseActions.Matching.Detection.Rules;

/// <summary>
/// The ids of the last events of a threshold group, behind the key of a cell: how many there are, where the oldest starts and where the newest ends,
/// then each as its length and its text. Dropping the oldest only moves the start; what is before it goes when the room is needed.
/// </summary>
internal static class IdLog
{
    public static readonly int EmptyBytes = 3 * sizeof(int);
    private const int MostBytes = 1 << 26;   // beyond 64 MiB the oldest go, whatever the limit
    private const int CountAt = 0;
    private const int StartAt = 1;
    private const int EndAt = 2;

    public static void Add(StateCells cells, int cell, ReadOnlySpan<byte> id, int limit)
    {
        var needed = sizeof(int) + id.Length;
        var header = Header(cells.Tail(cell));
        while (header[CountAt] > 0 && (header[CountAt] >= limit || header[EndAt] - header[StartAt] + needed > MostBytes))
            DropOldest(cells.Tail(cell));
        MakeRoom(cells, cell, needed);

        var tail = cells.Tail(cell);
        header = Header(tail);
        var target = tail[(EmptyBytes + header[EndAt])..];
        MemoryMarshal.Write(target, id.Length);
        id.CopyTo(target[sizeof(int)..]);
        header[CountAt]++;
        header[EndAt] += needed;
    }

    /// <summary>The newest ids, at most so many, the oldest of them first.</summary>
    public static string[] Last(ReadOnlySpan<byte> tail, long most)
    {
        var header = MemoryMarshal.Cast<byte, int>(tail[..EmptyBytes]);
        var ids = new string[Math.Min(header[CountAt], most)];
        var skip = header[CountAt] - ids.Length;
        var rest = tail[(EmptyBytes + header[StartAt])..];
        for (var i = -skip; i < ids.Length; i++)
        {
            var length = MemoryMarshal.Read<int>(rest);
            if (i >= 0)
                ids[i] = Encoding.UTF8.GetString(rest.Slice(sizeof(int), length));
            rest = rest[(sizeof(int) + length)..];
        }

        return ids;
    }

    /// <summary>True where the bytes have this form; they may be anybody's.</summary>
    public static bool IsSound(ReadOnlySpan<byte> tail)
    {
        if (tail.Length < EmptyBytes)
            return false;

        var header = MemoryMarshal.Cast<byte, int>(tail[..EmptyBytes]);
        var room = tail[EmptyBytes..];
        if (header[StartAt] < 0 || header[EndAt] < header[StartAt] || header[EndAt] > room.Length)
            return false;

        var ids = 0;
        for (var rest = room[header[StartAt]..header[EndAt]]; !rest.IsEmpty; ids++)
        {
            var length = rest.Length < sizeof(int) ? -1 : MemoryMarshal.Read<int>(rest);
            if (length < 0 || length > rest.Length - sizeof(int))
                return false;
            rest = rest[(sizeof(int) + length)..];
        }

        return ids == header[CountAt];
    }

    private static void DropOldest(Span<byte> tail)
    {
        var header = Header(tail);
        header[StartAt] += sizeof(int) + MemoryMarshal.Read<int>(tail[(EmptyBytes + header[StartAt])..]);
        header[CountAt]--;
    }

    // Bytes are moved to the front only if at least as many are free there as are moved, so that an id is moved once on average.
    private static void MakeRoom(StateCells cells, int cell, int needed)
    {
        var tail = cells.Tail(cell);
        var header = Header(tail);
        if (tail.Length - EmptyBytes - header[EndAt] >= needed)
            return;

        var used = header[EndAt] - header[StartAt];
        if (header[StartAt] >= used)
        {
            tail.Slice(EmptyBytes + header[StartAt], used).CopyTo(tail[EmptyBytes..]);
            (header[StartAt], header[EndAt]) = (0, used);
        }

        var room = tail.Length - EmptyBytes;
        if (room - header[EndAt] < needed)
            cells.ResizeTail(cell, EmptyBytes + Math.Max(header[EndAt] + needed, Math.Min(2 * room, room + (1 << 20))));
    }

    private static Span<int> Header(Span<byte> tail) => MemoryMarshal.Cast<byte, int>(tail[..EmptyBytes]);
}
