using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>Words of text with the first byte lowest, whatever the machine.</summary>
internal static class LittleEndian
{
    /// <summary>Eight bytes that are there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Read(ref byte at)
    {
        var word = Unsafe.ReadUnaligned<ulong>(ref at);
        return BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);
    }
}
