using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>
/// Turns the bits of a block into positions. It writes more than there are and counts those that are: a loop that ended with each
/// block's own number would be mispredicted at every block. The array has room for a whole block behind what is counted.
/// </summary>
internal static class TokenWriter
{
    private const int Lanes = 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Write(int[] positions, int count, int at, ulong bits)
    {
        ref var next = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(positions), count);
        if (Avx512F.IsSupported)
        {
            WriteLanes(ref next, at, (uint)bits & 0xffff);
            next = ref Unsafe.Add(ref next, BitOperations.PopCount((uint)bits & 0xffff));
            WriteLanes(ref next, at + Lanes, (uint)bits >> Lanes);
            next = ref Unsafe.Add(ref next, BitOperations.PopCount((uint)bits >> Lanes));
            var high = (uint)(bits >> 32);
            WriteLanes(ref next, at + (2 * Lanes), high & 0xffff);
            next = ref Unsafe.Add(ref next, BitOperations.PopCount(high & 0xffff));
            WriteLanes(ref next, at + (3 * Lanes), high >> Lanes);
            return count + BitOperations.PopCount(bits);
        }

        var found = BitOperations.PopCount(bits);
        for (var written = 0; written < found; written += 8)
        {
            for (var i = 0; i < 8; i++)
            {
                Unsafe.Add(ref next, i) = at + BitOperations.TrailingZeroCount(bits);
                bits &= bits - 1;
            }

            next = ref Unsafe.Add(ref next, 8);
        }

        return count + found;
    }

    // The lanes whose bit is set move together to the front.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteLanes(ref int next, int at, uint bits)
    {
        var lane = Vector512.Create(1 << 0, 1 << 1, 1 << 2, 1 << 3, 1 << 4, 1 << 5, 1 << 6, 1 << 7, 1 << 8, 1 << 9, 1 << 10, 1 << 11, 1 << 12, 1 << 13, 1 << 14, 1 << 15);
        var numbers = Vector512.Create(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15) + Vector512.Create(at);
        var isSet = Vector512.Equals(Vector512.Create((int)bits) & lane, lane);
        Avx512F.Compress(Vector512<int>.Zero, isSet, numbers).StoreUnsafe(ref next);
    }
}
