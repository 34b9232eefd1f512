using System.Runtime.InteropServices;
using Elastic.ResponseActions.Matching.Detection.Keys;
using Elastic.ResponseActions.Matching.Detection.Plans;
using Elastic.ResponseActions.Matching.Execution;

namespace Elastic.ResponseActions.Matching.Detection.Stream;

/// <summary>
/// Writes what is to be remembered of an event that belongs to some rule: its id, and for each part of a rule that it matches the keys.
/// An event can be used from its image alone; so it can be held back, and be saved.
/// </summary>
internal sealed class HitImageWriter(KeyComposer composer)
{
    private readonly KeyBuffer _buffer = new();

    public ReadOnlySpan<byte> Written => _buffer.Written;

    public bool HasTargets { get; private set; }

    public void Begin(long position, ReadOnlySpan<byte> utf8Id)
    {
        HasTargets = false;
        _buffer.Clear();
        MemoryMarshal.Write(_buffer.Reserve(sizeof(long)), position);
        _buffer.Commit(sizeof(long));
        _buffer.Write(utf8Id.Length);
        _buffer.Write(utf8Id);
    }

    public void Add(HitTarget target, in SlotReader slots)
    {
        HasTargets = true;
        _buffer.Write(target.Number);
        _buffer.Write(0);
        var start = _buffer.Length;
        foreach (var plan in target.Keys)
            composer.Write(plan, slots, _buffer);
        _buffer.WriteAt(start - sizeof(int), _buffer.Length - start);
    }
}

/// <summary>Reads what <see cref="HitImageWriter"/> wrote, part after part.</summary>
internal ref struct HitImageReader
{
    private ReadOnlySpan<byte> _rest;

    public HitImageReader(ReadOnlySpan<byte> image)
    {
        Position = MemoryMarshal.Read<long>(image);
        var length = MemoryMarshal.Read<int>(image[sizeof(long)..]);
        Id = image.Slice(sizeof(long) + sizeof(int), length);
        _rest = image[(sizeof(long) + sizeof(int) + length)..];
    }

    /// <summary>The event's number in the stream.</summary>
    public long Position { get; }

    public ReadOnlySpan<byte> Id { get; }

    /// <summary>The number of the target at hand.</summary>
    public int Target { get; private set; }

    /// <summary>Its lists of keys.</summary>
    public ReadOnlySpan<byte> Lists { get; private set; }

    public bool MoveNext()
    {
        if (_rest.IsEmpty)
            return false;

        Target = MemoryMarshal.Read<int>(_rest);
        var length = MemoryMarshal.Read<int>(_rest[sizeof(int)..]);
        Lists = _rest.Slice(2 * sizeof(int), length);
        _rest = _rest[((2 * sizeof(int)) + length)..];
        return true;
    }
}
