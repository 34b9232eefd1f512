using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>
/// A seeded hash of bytes that takes ASCII letters of either case for the same, so that one probe finds terms with and without
/// regard to case. Its tables are built from rules and only probed by events: an event cannot put anything into them, so they
/// need no defence against chosen collisions.
/// </summary>
internal static class FoldedHash
{
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;

    public static ulong Of(ReadOnlySpan<byte> bytes, uint seed)
    {
        var hash = (seed * Multiplier) ^ (ulong)bytes.Length;
        if (bytes.Length >= sizeof(ulong))
        {
            var last = BinaryPrimitives.ReadUInt64LittleEndian(bytes[^sizeof(ulong)..]);
            while (bytes.Length > sizeof(ulong))
            {
                hash = Mix(hash ^ AsciiFold.Word(BinaryPrimitives.ReadUInt64LittleEndian(bytes)));
                bytes = bytes[sizeof(ulong)..];
            }

            return Mix(hash ^ AsciiFold.Word(last));
        }

        ulong word = 0;
        if (bytes.Length >= sizeof(uint))
            word = BinaryPrimitives.ReadUInt32LittleEndian(bytes) | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(bytes[^sizeof(uint)..]) << 32);
        else if (bytes.Length > 0)
            word = bytes[0] | ((ulong)bytes[bytes.Length / 2] << 8) | ((ulong)bytes[^1] << 16);
        return Mix(hash ^ AsciiFold.Word(word));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong value)
    {
        value *= Multiplier;
        return value ^ (value >> 32);
    }
}
