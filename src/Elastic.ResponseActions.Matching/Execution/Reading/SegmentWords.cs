using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>A key's first eight bytes and its last eight: all of a key of up to sixteen bytes, and most of any other.</summary>
internal readonly struct SegmentWords(ulong first, ulong last)
{
    /// <summary>Longer keys are not told apart by their words and length alone.</summary>
    public const int Whole = 2 * sizeof(ulong);

    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;
    private const ulong Ones = 0x0101_0101_0101_0101;
    private const ulong Tops = 0x8080_8080_8080_8080;

    private readonly ulong _first = first;
    private readonly ulong _last = last;

    public static SegmentWords Of(ReadOnlySpan<byte> key)
    {
        Span<byte> padded = stackalloc byte[sizeof(ulong)];
        padded.Clear();
        if (key.Length > sizeof(ulong))
            return new(BinaryPrimitives.ReadUInt64LittleEndian(key), BinaryPrimitives.ReadUInt64LittleEndian(key[^sizeof(ulong)..]));
        key.CopyTo(padded);
        return new(BinaryPrimitives.ReadUInt64LittleEndian(padded), 0);
    }

    /// <summary>The words of a key within a larger text: read without regard to where the key ends, then masked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SegmentWords Of(ReadOnlySpan<byte> text, int start, int length)
    {
        if ((uint)(start + length) > (uint)(text.Length - sizeof(ulong)) || start + length < sizeof(ulong))
            return Of(text.Slice(start, length));

        ref var at = ref Unsafe.Add(ref MemoryMarshal.GetReference(text), start);
        var first = LittleEndian.Read(ref at);
        var last = LittleEndian.Read(ref Unsafe.Add(ref at, length - sizeof(ulong)));
        var missing = Math.Max(0, sizeof(ulong) - length) * 8;
        first = length == 0 ? 0 : first << missing >> missing;
        return new(first, length > sizeof(ulong) ? last : 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Hash(int id) => ((_first ^ BitOperations.RotateLeft(_last, 23)) + (uint)id) * Multiplier;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Equals(SegmentWords other) => _first == other._first && _last == other._last;

    /// <summary>Whether the words hold a dot or a backslash: only then is a key of up to sixteen bytes more than one plain segment.</summary>
    public bool HasDotOrBackslash() =>
        (HasZero(_first ^ (Ones * '.')) | HasZero(_last ^ (Ones * '.')) | HasZero(_first ^ (Ones * '\\')) | HasZero(_last ^ (Ones * '\\'))) != 0;

    private static ulong HasZero(ulong word) => (word - Ones) & ~word & Tops;
}
