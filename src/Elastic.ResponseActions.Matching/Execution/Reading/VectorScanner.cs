using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>Finds tokens 64 bytes at a time with vector instructions. Its twin without them is <see cref="ByteScanner"/>.</summary>
internal sealed class VectorScanner : ITokenScanner
{
    public static bool IsSupported => Vector128.IsHardwareAccelerated;

    public int Scan(ReadOnlySpan<byte> json, ref ScanState state, int[] positions, int count, ulong[] backslashes)
    {
        ref var bytes = ref MemoryMarshal.GetReference(json);
        // A stretch yields at most one position a byte, and the array has room for those beside the ones kept.
        ref var target = ref MemoryMarshal.GetArrayDataReference(positions);
        var end = Math.Min(json.Length, state.Next + ScanState.StretchBytes);
        var at = state.Next;
        Span<byte> padded = stackalloc byte[BlockMasks.Length];
        for (; at < end; at += BlockMasks.Length)
        {
            BlockMasks masks;
            if (json.Length - at >= BlockMasks.Length)
            {
                masks = BlockMasks.Of(ref Unsafe.Add(ref bytes, at));
            }
            else
            {
                padded.Fill((byte)' ');
                json[at..].CopyTo(padded);
                masks = BlockMasks.Of(ref MemoryMarshal.GetReference(padded));
            }

            backslashes[at / BlockMasks.Length] = masks.Backslashes;
            var escaped = 0UL;
            if ((masks.Backslashes | state.Escapes) != 0 && !JsonEscapes.TryFindEscaped(json, at, masks.Backslashes, ref state.Escapes, out escaped))
                return -1;

            var quotes = masks.Quotes & ~escaped;
            // From each opening quote to the byte before its closing one.
            var strings = PrefixXor(quotes) ^ state.InString;
            state.InString = (ulong)((long)strings >> 63);
            if ((masks.Controls & strings) != 0)
                return -1;

            var outside = ~(strings | quotes);
            var space = masks.Spaces;
            if (masks.Controls != 0)
                space |= JsonWhiteSpace.Find(json, at, masks.Controls);
            var punctuation = masks.Punctuation & outside;
            var scalars = outside & ~(masks.Punctuation | space);
            var scalarStarts = scalars & ~((scalars << 1) | state.InScalar);
            state.InScalar = scalars >> 63;
            count = Write(ref target, count, at, quotes | punctuation | scalarStarts);
        }

        state.Next = at;
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Write(ref int target, int count, int at, ulong bits)
    {
        ref var next = ref Unsafe.Add(ref target, count);
        var found = BitOperations.PopCount(bits);
        while (bits != 0)
        {
            next = at + BitOperations.TrailingZeroCount(bits);
            next = ref Unsafe.Add(ref next, 1);
            bits &= bits - 1;
        }

        return count + found;
    }

    // Bit n of the result: whether an odd number of bits is set up to and including bit n.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong PrefixXor(ulong bits)
    {
        if (Pclmulqdq.IsSupported)
            return Pclmulqdq.CarrylessMultiply(Vector128.CreateScalar(bits), Vector128<ulong>.AllBitsSet, 0).ToScalar();

        bits ^= bits << 1;
        bits ^= bits << 2;
        bits ^= bits << 4;
        bits ^= bits << 8;
        bits ^= bits << 16;
        return bits ^ (bits << 32);
    }
}
