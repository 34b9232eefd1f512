using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>
/// Turns the bits of a block into positions and bytes. It writes more than there are and counts those that are: a loop that ended
/// with each block's own number would be mispredicted at every block. The arrays have room for a whole block behind what is counted.
/// </summary>
internal static class TokenWriter
{
    /// <param name="tokens">Where to write.</param>
    /// <param name="count">How many are there.</param>
    /// <param name="at">The block's position.</param>
    /// <param name="block">The block's 64 bytes.</param>
    /// <param name="bits">The bytes to write.</param>
    /// <returns>How many are there now.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Write(TokenIndex tokens, int count, int at, ref byte block, ulong bits)
    {
        ref var position = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(tokens.Positions), count);
        ref var kind = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(tokens.Bytes), count);
        var found = BitOperations.PopCount(bits);
        if (Avx512Vbmi2.IsSupported)
        {
            // The bytes whose bit is set move together to the front; so do their numbers within the block.
            var isSet = Lanes(bits);
            Avx512Vbmi2.Compress(Vector512<byte>.Zero, isSet, Vector512.LoadUnsafe(ref block)).StoreUnsafe(ref kind);
            var numbers = Avx512Vbmi2.Compress(Vector512<byte>.Zero, isSet, Vector512<byte>.Indices);
            var start = Vector512.Create(at);
            (Avx512F.ConvertToVector512Int32(numbers.GetLower().GetLower()) + start).StoreUnsafe(ref position);
            (Avx512F.ConvertToVector512Int32(numbers.GetLower().GetUpper()) + start).StoreUnsafe(ref position, 16);
            if (found > 32)
            {
                (Avx512F.ConvertToVector512Int32(numbers.GetUpper().GetLower()) + start).StoreUnsafe(ref position, 32);
                (Avx512F.ConvertToVector512Int32(numbers.GetUpper().GetUpper()) + start).StoreUnsafe(ref position, 48);
            }

            return count + found;
        }

        for (var written = 0; written < found; written += 8)
        {
            for (var i = 0; i < 8; i++)
            {
                var bit = BitOperations.TrailingZeroCount(bits) & (BlockMasks.Length - 1);
                Unsafe.Add(ref position, i) = at + bit;
                Unsafe.Add(ref kind, i) = Unsafe.Add(ref block, bit);
                bits &= bits - 1;
            }

            position = ref Unsafe.Add(ref position, 8);
            kind = ref Unsafe.Add(ref kind, 8);
        }

        return count + found;
    }

    // All bits of lane n set where bit n is.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Lanes(ulong bits)
    {
        var spread = Avx512BW.Shuffle(
            Vector512.Create(bits).AsByte(),
            Vector512.Create(
                Vector256.Create(Vector128.Create(0x0000_0000_0000_0000UL, 0x0101_0101_0101_0101UL).AsByte(), Vector128.Create(0x0202_0202_0202_0202UL, 0x0303_0303_0303_0303UL).AsByte()),
                Vector256.Create(Vector128.Create(0x0404_0404_0404_0404UL, 0x0505_0505_0505_0505UL).AsByte(), Vector128.Create(0x0606_0606_0606_0606UL, 0x0707_0707_0707_0707UL).AsByte())));
        var bit = Vector512.Create(0x8040_2010_0804_0201UL).AsByte();
        return Vector512.Equals(spread & bit, bit);
    }
}
