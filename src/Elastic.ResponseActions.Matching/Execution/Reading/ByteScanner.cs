using System.Buffers.Binary;
using System.Numerics;

namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>
/// Finds tokens byte by byte, and eight bytes at a time within strings: for machines without vector instructions.
/// It finds what <see cref="VectorScanner"/> finds and refuses what that refuses.
/// </summary>
internal sealed class ByteScanner : ITokenScanner
{
    private const ulong Ones = 0x0101_0101_0101_0101;
    private const ulong Tops = 0x8080_8080_8080_8080;

    public int Scan(ReadOnlySpan<byte> json, ref ScanState state, TokenIndex tokens, int count, ulong[] backslashes)
    {
        var positions = tokens.Positions;
        var bytes = tokens.Bytes;
        var at = state.Next;
        var end = Math.Min(json.Length, at + ScanState.StretchBytes);
        backslashes.AsSpan(at / BlockMasks.Length, (end - at + BlockMasks.Length - 1) / BlockMasks.Length).Clear();
        if (state.Escapes != 0)
        {
            NoteBackslash(json, at, backslashes);
            at++;   // judged with its backslash
            state.Escapes = 0;
        }

        var stretch = json[..end];
        var isText = state.InString != 0;
        var inScalar = state.InScalar != 0;
        while (at < stretch.Length)
        {
            if (isText)
            {
                at = SkipText(stretch, at);
                if (at == stretch.Length)
                    break;

                if (stretch[at] == (byte)'"')
                {
                    bytes[count] = (byte)'"';
                    positions[count++] = at++;
                    isText = false;
                    continue;
                }

                if (!JsonEscapes.IsEscape(json, at + 1) || stretch[at] != (byte)'\\')
                    return -1;
                NoteBackslash(json, at, backslashes);
                NoteBackslash(json, at + 1, backslashes);
                if (++at == stretch.Length)
                    state.Escapes = 1;
                else
                    at++;
                continue;
            }

            var b = stretch[at];
            if (b is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
            {
                inScalar = false;
            }
            else
            {
                // Brackets and braces differ in bit 5 alone.
                var isScalar = b is not ((byte)'"' or (byte)':' or (byte)',') && (b | 0x20) is not ('{' or '}');
                if (!(isScalar && inScalar))
                {
                    bytes[count] = b;
                    positions[count++] = at;
                }

                inScalar = isScalar;
                isText = b == (byte)'"';
            }

            at++;
        }

        state.InString = isText ? ulong.MaxValue : 0;
        state.InScalar = inScalar ? 1UL : 0;
        state.Next = at;
        return count;
    }

    private static void NoteBackslash(ReadOnlySpan<byte> json, int at, ulong[] backslashes)
    {
        if (at / BlockMasks.Length < backslashes.Length && json[at] == (byte)'\\')
            backslashes[at / BlockMasks.Length] |= 1UL << at;   // counts modulo 64
    }

    // To the next quote, backslash or control character. A byte may be flagged wrongly only where one below it is flagged rightly.
    private static int SkipText(ReadOnlySpan<byte> text, int at)
    {
        for (; text.Length - at >= sizeof(ulong); at += sizeof(ulong))
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(text[at..]);
            var special = (HasZero(word ^ (Ones * '"')) | HasZero(word ^ (Ones * '\\')) | ((word - (Ones * ' ')) & ~word)) & Tops;
            if (special != 0)
                return at + (BitOperations.TrailingZeroCount(special) >> 3);
        }

        while (at < text.Length && text[at] is not ((byte)'"' or (byte)'\\' or < (byte)' '))
            at++;
        return at;
    }

    private static ulong HasZero(ulong word) => (word - Ones) & ~word;
}
