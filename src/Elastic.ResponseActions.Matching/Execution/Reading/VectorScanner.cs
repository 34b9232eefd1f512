using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>Finds tokens 64 bytes at a time with vector instructions. Its twin without them is <see cref="ByteScanner"/>.</summary>
internal sealed class VectorScanner : ITokenScanner
{
    public static bool IsSupported => Vector128.IsHardwareAccelerated;

    public int Scan(ReadOnlySpan<byte> json, ref ScanState state, TokenIndex tokens, int count, ulong[] backslashes)
    {
        var at = state.Next;
        var end = Math.Min(json.Length, at + ScanState.StretchBytes);
        // Every block of the stretch has its word; checked once, so that the loop need not.
        var blocks = backslashes.AsSpan(at / BlockMasks.Length, (end - at + BlockMasks.Length - 1) / BlockMasks.Length);
        ref var block = ref MemoryMarshal.GetReference(blocks);
        ref var bytes = ref MemoryMarshal.GetReference(json);
        var carry = state;
        var whole = at + ((end - at) / BlockMasks.Length * BlockMasks.Length);
        for (; at < whole; at += BlockMasks.Length)
        {
            var masks = BlockMasks.Of(ref Unsafe.Add(ref bytes, at));
            block = masks.Backslashes;
            block = ref Unsafe.Add(ref block, 1);
            if (!TryFind(json, at, masks, ref carry, out var found))
                return -1;
            count = TokenWriter.Write(tokens, count, at, ref Unsafe.Add(ref bytes, at), found);
        }

        if (at < end)
        {
            Span<byte> padded = stackalloc byte[BlockMasks.Length];
            padded.Fill((byte)' ');
            json[at..].CopyTo(padded);
            ref var rest = ref MemoryMarshal.GetReference(padded);
            var masks = BlockMasks.Of(ref rest);
            block = masks.Backslashes;
            if (!TryFind(json, at, masks, ref carry, out var found))
                return -1;
            count = TokenWriter.Write(tokens, count, at, ref rest, found);
            at = end;
        }

        carry.Next = at;
        state = carry;
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryFind(ReadOnlySpan<byte> json, int at, BlockMasks masks, ref ScanState carry, out ulong found)
    {
        found = 0;
        var quotes = masks.Quotes;
        if ((masks.Backslashes | carry.Escapes) != 0)
        {
            var escaped = JsonEscapes.FindEscaped(masks.Backslashes, ref carry.Escapes);
            var odd = escaped & ~(masks.Backslashes | masks.Quotes);
            if (odd != 0 && !JsonEscapes.AreEscapes(json, at, odd))
                return false;
            quotes &= ~escaped;
        }

        // From each opening quote to the byte before its closing one.
        var strings = PrefixXor(quotes) ^ carry.InString;
        carry.InString = (ulong)((long)strings >> 63);
        var space = masks.Spaces;
        if (masks.Controls != 0)
        {
            if ((masks.Controls & strings) != 0)
                return false;
            space |= JsonWhiteSpace.Find(json, at, masks.Controls);
        }

        var outside = ~(strings | quotes);
        var scalars = outside & ~(masks.Punctuation | space);
        var scalarStarts = scalars & ~((scalars << 1) | carry.InScalar);
        carry.InScalar = scalars >> 63;
        found = quotes | (masks.Punctuation & outside) | scalarStarts;
        return true;
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
