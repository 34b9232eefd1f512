using System.Numerics;
using System.Runtime.CompilerServices;

namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>Goes through text eight bytes at a time in plain registers: for machines without vector instructions, and for short ends.</summary>
internal readonly struct WordText : ITextScanner
{
    private const ulong Ones = 0x0101_0101_0101_0101;
    private const ulong Tops = 0x8080_8080_8080_8080;

    public static int SkipPlain(ref byte json, int at, int end)
    {
        for (; end - at >= sizeof(ulong); at += sizeof(ulong))
        {
            var word = LittleEndian.Read(ref Unsafe.Add(ref json, at));
            // A byte may be flagged wrongly only where one below it is flagged rightly: the lowest flag is true.
            var special = (BelowZero(word ^ (Ones * '"'), Ones) | BelowZero(word ^ (Ones * '\\'), Ones) | BelowZero(word, Ones * ' ')) & Tops;
            if (special != 0)
                return at + (BitOperations.TrailingZeroCount(special) >> 3);
        }

        while (at < end && Unsafe.Add(ref json, at) is not ((byte)'"' or (byte)'\\' or < (byte)' '))
            at++;
        return at;
    }

    // The top bit of each byte that is less than the limit's.
    private static ulong BelowZero(ulong word, ulong limits) => (word - limits) & ~word;
}
