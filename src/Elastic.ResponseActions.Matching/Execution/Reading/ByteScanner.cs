using System.Buffers.Binary;

namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>
/// Finds tokens byte by byte, and eight bytes at a time within strings: for machines without vector instructions.
/// It finds what <see cref="VectorScanner"/> finds and refuses what that refuses.
/// </summary>
internal sealed class ByteScanner : ITokenScanner
{
    private const ulong Ones = 0x0101_0101_0101_0101;
    private const ulong Tops = 0x8080_8080_8080_8080;

    public int Scan(ReadOnlySpan<byte> json, ref ScanState state, int[] positions, int count, ulong[] backslashes)
    {
        var at = state.Next;
        var end = Math.Min(json.Length, at + ScanState.StretchBytes);
        backslashes.AsSpan(at / BlockMasks.Length, (end - at + BlockMasks.Length - 1) / BlockMasks.Length).Clear();
        var inString = state.InString != 0;
        var inScalar = state.InScalar != 0;
        if (state.Escapes != 0)
        {
            if (json[at] == (byte)'\\')
                backslashes[at / BlockMasks.Length] |= 1UL << (at % BlockMasks.Length);
            at++;   // judged with its backslash
            state.Escapes = 0;
        }

        while (at < end)
        {
            if (inString)
            {
                at = SkipText(json, at, end);
                if (at == end)
                    break;
                if (json[at] == (byte)'"')
                {
                    positions[count++] = at++;
                    inString = false;
                    continue;
                }

                if (json[at] != (byte)'\\' || !JsonEscapes.IsEscape(json, at + 1))
                    return -1;
                backslashes[at / BlockMasks.Length] |= 1UL << (at % BlockMasks.Length);
                if (++at == end)
                    state.Escapes = 1;
                else
                    at++;
                continue;
            }

            switch (json[at])
            {
                case (byte)'"':
                    positions[count++] = at;
                    inString = true;
                    inScalar = false;
                    break;

                case (byte)'{' or (byte)'}' or (byte)'[' or (byte)']' or (byte)':' or (byte)',':
                    positions[count++] = at;
                    inScalar = false;
                    break;

                case (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r':
                    inScalar = false;
                    break;

                default:
                    if (!inScalar)
                        positions[count++] = at;
                    inScalar = true;
                    break;
            }

            at++;
        }

        state.InString = inString ? ulong.MaxValue : 0;
        state.InScalar = inScalar ? 1UL : 0;
        state.Next = at;
        return count;
    }

    // To the next quote, backslash or control character.
    private static int SkipText(ReadOnlySpan<byte> json, int at, int end)
    {
        for (; end - at >= sizeof(ulong); at += sizeof(ulong))
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(json[at..]);
            var special = HasZero(word ^ (Ones * '"')) | HasZero(word ^ (Ones * '\\')) | ((word - (Ones * ' ')) & ~word & Tops);
            if (special != 0)
                break;
        }

        while (at < end && json[at] is not ((byte)'"' or (byte)'\\' or < (byte)' '))
            at++;
        return at;
    }

    private static ulong HasZero(ulong word) => (word - Ones) & ~word & Tops;
}
