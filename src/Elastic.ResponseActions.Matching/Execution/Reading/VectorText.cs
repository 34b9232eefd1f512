using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>Goes through text with vector instructions. Its twin without them is <see cref="WordText"/>.</summary>
internal readonly struct VectorText : ITextScanner
{
    public static bool IsSupported => Vector128.IsHardwareAccelerated;

    // Most strings end within the first vector: only that is looked at where the caller is.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SkipPlain(ref byte json, int at, int end)
    {
        if (Vector256.IsHardwareAccelerated)
        {
            if (end - at < Vector256<byte>.Count)
                return WordText.SkipPlain(ref json, at, end);
            var found = Special(Vector256.LoadUnsafe(ref json, (nuint)at));
            return found != 0 ? at + BitOperations.TrailingZeroCount(found) : SkipMore(ref json, at + Vector256<byte>.Count, end);
        }
        else
        {
            if (end - at < Vector128<byte>.Count)
                return WordText.SkipPlain(ref json, at, end);
            var found = Special(Vector128.LoadUnsafe(ref json, (nuint)at));
            return found != 0 ? at + BitOperations.TrailingZeroCount(found) : SkipMore(ref json, at + Vector128<byte>.Count, end);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int SkipMore(ref byte json, int at, int end)
    {
        if (Vector256.IsHardwareAccelerated)
        {
            for (; end - at >= Vector256<byte>.Count; at += Vector256<byte>.Count)
            {
                var found = Special(Vector256.LoadUnsafe(ref json, (nuint)at));
                if (found != 0)
                    return at + BitOperations.TrailingZeroCount(found);
            }
        }

        for (; end - at >= Vector128<byte>.Count; at += Vector128<byte>.Count)
        {
            var found = Special(Vector128.LoadUnsafe(ref json, (nuint)at));
            if (found != 0)
                return at + BitOperations.TrailingZeroCount(found);
        }

        return WordText.SkipPlain(ref json, at, end);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Special(Vector256<byte> bytes) =>
        (Vector256.Equals(bytes, Vector256.Create((byte)'"'))
            | Vector256.Equals(bytes, Vector256.Create((byte)'\\'))
            | Vector256.Equals(Vector256.Min(bytes, Vector256.Create((byte)0x1f)), bytes)).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Special(Vector128<byte> bytes) =>
        (Vector128.Equals(bytes, Vector128.Create((byte)'"'))
            | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))
            | Vector128.Equals(Vector128.Min(bytes, Vector128.Create((byte)0x1f)), bytes)).ExtractMostSignificantBits();
}
