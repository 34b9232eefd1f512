using System.Buffers.Binary;

namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>
/// A fast seeded hash of bytes for tables that are built from rules and only probed by events:
/// an event cannot put anything into such a table, so it needs no defence against chosen collisions.
/// </summary>
internal static class Utf8Hash
{
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;

    public static ulong Compute(ReadOnlySpan<byte> bytes, uint seed)
    {
        var hash = (seed * Multiplier) ^ (ulong)bytes.Length;
        while (bytes.Length >= sizeof(ulong))
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        ulong tail = 0;
        for (var i = 0; i < bytes.Length; i++)
            tail |= (ulong)bytes[i] << (8 * i);
        return Mix(hash ^ tail);
    }

    private static ulong Mix(ulong value)
    {
        value *= Multiplier;
        return value ^ (value >> 32);
    }
}
