using System.Buffers.Binary;

namespace Elastic.ResponseActions.Matching.Detection.Saving;

/// <summary>Takes numbers and texts off saved bytes, and refuses what cannot be there.</summary>
internal ref struct SavedBytes(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool IsEmpty => _rest.IsEmpty;

    public int Number() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public long Long() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public ReadOnlySpan<byte> Bytes() => Take(Count(1));

    /// <summary>A number of things of which each takes at least so many bytes; so a wrong number cannot make anybody reserve much.</summary>
    public int Count(int leastBytes)
    {
        var count = Number();
        return count >= 0 && (long)count * leastBytes <= _rest.Length ? count : throw Damaged($"a count of {count}");
    }

    public ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length)
            throw Damaged("its end");
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    public static InvalidDataException Damaged(string what) => new($"The saved detector state is damaged: found {what} where it cannot be.");
}
