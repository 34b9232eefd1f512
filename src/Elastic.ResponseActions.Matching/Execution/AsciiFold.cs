using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>ASCII letters to lower case, every other byte as it is: what EQL and <c>case_insensitive</c> mean by ignoring case.</summary>
internal static class AsciiFold
{
    private const ulong Ones = 0x0101_0101_0101_0101;
    private const ulong Tops = 0x8080_8080_8080_8080;

    public static byte Byte(byte b) => (uint)(b - 'A') <= 'Z' - 'A' ? (byte)(b | 0x20) : b;

    /// <summary>Eight bytes at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Word(ulong word)
    {
        var low = word & ~Tops;
        var fromA = low + (Ones * (0x80 - 'A'));
        var beyondZ = low + (Ones * (0x7f - 'Z'));
        return word | (((fromA ^ beyondZ) & ~word & Tops) >> 2);
    }

    /// <summary>Writes the folded bytes.</summary>
    /// <param name="source">Any bytes.</param>
    /// <param name="target">At least as long.</param>
    public static void Copy(ReadOnlySpan<byte> source, Span<byte> target)
    {
        target = target[..source.Length];
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(target);
        var at = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            for (; at <= source.Length - Vector256<byte>.Count; at += Vector256<byte>.Count)
            {
                var bytes = Vector256.LoadUnsafe(ref from, (nuint)at);
                var upper = Vector256.LessThan(bytes - Vector256.Create((byte)'A'), Vector256.Create((byte)26));
                (bytes | (upper & Vector256.Create((byte)0x20))).StoreUnsafe(ref to, (nuint)at);
            }
        }

        for (; at <= source.Length - sizeof(ulong); at += sizeof(ulong))
            BinaryPrimitives.WriteUInt64LittleEndian(target[at..], Word(BinaryPrimitives.ReadUInt64LittleEndian(source[at..])));
        for (; at < source.Length; at++)
            target[at] = Byte(source[at]);
    }

    /// <summary>Tells whether a text equals another that is folded already.</summary>
    public static bool Equals(ReadOnlySpan<byte> text, ReadOnlySpan<byte> folded)
    {
        if (text.Length != folded.Length)
            return false;

        var at = 0;
        for (; at <= text.Length - sizeof(ulong); at += sizeof(ulong))
        {
            if (Word(BinaryPrimitives.ReadUInt64LittleEndian(text[at..])) != BinaryPrimitives.ReadUInt64LittleEndian(folded[at..]))
                return false;
        }

        for (; at < text.Length; at++)
        {
            if (Byte(text[at]) != folded[at])
                return false;
        }

        return true;
    }
}
