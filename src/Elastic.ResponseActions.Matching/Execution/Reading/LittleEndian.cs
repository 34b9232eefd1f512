using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>Words of text with the first byte lowest, whatever the machine.</summary>
internal static class LittleEndian
{
    /// <summary>Eight bytes that are there, be it behind the text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Read(ReadOnlySpan<byte> text, int at) => Read(ref Unsafe.Add(ref MemoryMarshal.GetReference(text), at));

    /// <summary>Eight bytes that are there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Read(ref byte at)
    {
        var word = Unsafe.ReadUnaligned<ulong>(ref at);
        return BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);
    }
}
