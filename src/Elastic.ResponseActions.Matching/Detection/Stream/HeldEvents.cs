using System.Runtime.InteropServices;
using Elastic.ResponseActions.Matching.Detection.State;

namespace Elastic.ResponseActions.Matching.Detection.Stream;

/// <summary>Events held back to put them in order: a heap by time, then tiebreaker (none comes last), then order of arrival.</summary>
internal sealed class HeldEvents
{
    private readonly ByteArena _arena = new();
    private readonly PriorityQueue<Held, Held> _queue;

    public HeldEvents() => _queue = new PriorityQueue<Held, Held>(Comparer<Held>.Create(Compare));

    public int Count => _queue.Count;

    public long Bytes => _arena.UsedBytes + ((long)Count * 2 * Marshal.SizeOf<Held>());

    /// <summary>The time of the first one; only where there is one.</summary>
    public long FirstTime => _queue.Peek().Time;

    public void Add(long time, long position, ReadOnlySpan<byte> tiebreaker, ReadOnlySpan<byte> image)
    {
        var block = _arena.Allocate(sizeof(int) + tiebreaker.Length + image.Length);
        var content = _arena[block];
        MemoryMarshal.Write(content, tiebreaker.Length);
        tiebreaker.CopyTo(content[sizeof(int)..]);
        image.CopyTo(content[(sizeof(int) + tiebreaker.Length)..]);
        var held = new Held(time, position, block);
        _queue.Enqueue(held, held);
    }

    /// <summary>Copies the first event's image and lets go of it.</summary>
    public long TakeFirst(Keys.KeyBuffer image)
    {
        var held = _queue.Dequeue();
        image.Clear();
        image.Write(Image(held.Block));
        _arena.Free(held.Block);
        return held.Time;
    }

    /// <summary>Everything held, in no order: time, tiebreaker and image.</summary>
    public IEnumerable<(long Time, byte[] Tiebreaker, byte[] Image)> All()
    {
        foreach (var (held, _) in _queue.UnorderedItems)
            yield return (held.Time, Tiebreaker(held.Block).ToArray(), Image(held.Block).ToArray());
    }

    private int Compare(Held a, Held b)
    {
        var order = a.Time.CompareTo(b.Time);
        if (order != 0)
            return order;

        var first = Tiebreaker(a.Block);
        var second = Tiebreaker(b.Block);
        if (first.IsEmpty != second.IsEmpty)
            return first.IsEmpty ? 1 : -1;
        order = first.SequenceCompareTo(second);
        return order != 0 ? order : a.Position.CompareTo(b.Position);
    }

    private ReadOnlySpan<byte> Tiebreaker(int block) => _arena[block].Slice(sizeof(int), MemoryMarshal.Read<int>(_arena[block]));

    private ReadOnlySpan<byte> Image(int block) => _arena[block][(sizeof(int) + MemoryMarshal.Read<int>(_arena[block]))..];

    private readonly record struct Held(long Time, long Position, int Block);
}
