using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>A key's length, its first eight bytes and its last eight: all of a key of up to sixteen bytes, and most of any other.</summary>
internal readonly struct SegmentWords(ulong first, ulong last, int length)
{
    /// <summary>Longer keys are not told apart by their words alone.</summary>
    public const int Whole = 2 * sizeof(ulong);

    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;

    private readonly ulong _first = first;
    private readonly ulong _last = last;
    private readonly int _length = length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SegmentWords Of(ReadOnlySpan<byte> key)
    {
        if (key.Length >= sizeof(ulong))
            return new(BinaryPrimitives.ReadUInt64LittleEndian(key), BinaryPrimitives.ReadUInt64LittleEndian(key[^sizeof(ulong)..]), key.Length);
        if (key.Length >= sizeof(uint))
            return new(BinaryPrimitives.ReadUInt32LittleEndian(key), BinaryPrimitives.ReadUInt32LittleEndian(key[^sizeof(uint)..]), key.Length);
        return key.Length == 0
            ? default
            : new((ulong)key[0] | ((ulong)key[key.Length / 2] << 8) | ((ulong)key[^1] << 16), 0, key.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Hash(int node) => ((_first ^ System.Numerics.BitOperations.RotateLeft(_last, 23)) + (((ulong)(uint)node << 8) | (uint)_length)) * Multiplier;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Equals(SegmentWords other) => _first == other._first && _last == other._last && _length == other._length;


}
