using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>What 64 bytes of JSON hold, one bit a byte: all that finding the tokens needs.</summary>
internal readonly struct BlockMasks(ulong quotes, ulong backslashes, ulong controls, ulong spaces, ulong punctuation)
{
    public const int Length = 64;

    public ulong Quotes { get; } = quotes;

    public ulong Backslashes { get; } = backslashes;

    /// <summary>Bytes below the space: none may stand in a string, and only tab, line feed and carriage return elsewhere.</summary>
    public ulong Controls { get; } = controls;

    public ulong Spaces { get; } = spaces;

    /// <summary>Braces, brackets, colon, comma; in a string they are text.</summary>
    public ulong Punctuation { get; } = punctuation;

    /// <param name="source">The first of 64 readable bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BlockMasks Of(ref byte source)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            var bytes = Vector512.LoadUnsafe(ref source);
            // Setting bit 5 makes [ and { one byte, ] and } another.
            var folded = bytes | Vector512.Create((byte)0x20);
            return new BlockMasks(
                Vector512.Equals(bytes, Vector512.Create((byte)'"')).ExtractMostSignificantBits(),
                Vector512.Equals(bytes, Vector512.Create((byte)'\\')).ExtractMostSignificantBits(),
                Vector512.LessThan(bytes, Vector512.Create((byte)' ')).ExtractMostSignificantBits(),
                Vector512.Equals(bytes, Vector512.Create((byte)' ')).ExtractMostSignificantBits(),
                (Vector512.Equals(folded, Vector512.Create((byte)'{')) | Vector512.Equals(folded, Vector512.Create((byte)'}'))
                    | Vector512.Equals(bytes, Vector512.Create((byte)':')) | Vector512.Equals(bytes, Vector512.Create((byte)','))).ExtractMostSignificantBits());
        }

        return Vector256.IsHardwareAccelerated
            ? Join(Half(ref source), Half(ref Unsafe.Add(ref source, 32)), 32)
            : Join(
                Join(Quarter(ref source), Quarter(ref Unsafe.Add(ref source, 16)), 16),
                Join(Quarter(ref Unsafe.Add(ref source, 32)), Quarter(ref Unsafe.Add(ref source, 48)), 16),
                32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static BlockMasks Half(ref byte source)
    {
        var bytes = Vector256.LoadUnsafe(ref source);
        var folded = bytes | Vector256.Create((byte)0x20);
        return new BlockMasks(
            Vector256.Equals(bytes, Vector256.Create((byte)'"')).ExtractMostSignificantBits(),
            Vector256.Equals(bytes, Vector256.Create((byte)'\\')).ExtractMostSignificantBits(),
            Vector256.LessThan(bytes, Vector256.Create((byte)' ')).ExtractMostSignificantBits(),
            Vector256.Equals(bytes, Vector256.Create((byte)' ')).ExtractMostSignificantBits(),
            (Vector256.Equals(folded, Vector256.Create((byte)'{')) | Vector256.Equals(folded, Vector256.Create((byte)'}'))
                | Vector256.Equals(bytes, Vector256.Create((byte)':')) | Vector256.Equals(bytes, Vector256.Create((byte)','))).ExtractMostSignificantBits());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static BlockMasks Quarter(ref byte source)
    {
        var bytes = Vector128.LoadUnsafe(ref source);
        var folded = bytes | Vector128.Create((byte)0x20);
        return new BlockMasks(
            Vector128.Equals(bytes, Vector128.Create((byte)'"')).ExtractMostSignificantBits(),
            Vector128.Equals(bytes, Vector128.Create((byte)'\\')).ExtractMostSignificantBits(),
            Vector128.LessThan(bytes, Vector128.Create((byte)' ')).ExtractMostSignificantBits(),
            Vector128.Equals(bytes, Vector128.Create((byte)' ')).ExtractMostSignificantBits(),
            (Vector128.Equals(folded, Vector128.Create((byte)'{')) | Vector128.Equals(folded, Vector128.Create((byte)'}'))
                | Vector128.Equals(bytes, Vector128.Create((byte)':')) | Vector128.Equals(bytes, Vector128.Create((byte)','))).ExtractMostSignificantBits());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static BlockMasks Join(BlockMasks low, BlockMasks high, int bits) => new(
        low.Quotes | (high.Quotes << bits),
        low.Backslashes | (high.Backslashes << bits),
        low.Controls | (high.Controls << bits),
        low.Spaces | (high.Spaces << bits),
        low.Punctuation | (high.Punctuation << bits));
}
