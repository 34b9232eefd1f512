using System.Numerics;
using System.Runtime.InteropServices;

namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>Operations on sets of rules, a bit for each; all sets have the same length, whole vectors.</summary>
internal static class RuleBits
{
    public static void And(Span<ulong> target, ReadOnlySpan<ulong> other)
    {
        var to = MemoryMarshal.Cast<ulong, Vector<ulong>>(target);
        var from = MemoryMarshal.Cast<ulong, Vector<ulong>>(other);
        for (var i = 0; i < to.Length && i < from.Length; i++)
            to[i] &= from[i];
    }

    public static void Or(Span<ulong> target, ReadOnlySpan<ulong> other)
    {
        var to = MemoryMarshal.Cast<ulong, Vector<ulong>>(target);
        var from = MemoryMarshal.Cast<ulong, Vector<ulong>>(other);
        for (var i = 0; i < to.Length && i < from.Length; i++)
            to[i] |= from[i];
    }

    public static bool Intersect(ReadOnlySpan<ulong> one, ReadOnlySpan<ulong> other)
    {
        var first = MemoryMarshal.Cast<ulong, Vector<ulong>>(one);
        var second = MemoryMarshal.Cast<ulong, Vector<ulong>>(other);
        for (var i = 0; i < first.Length && i < second.Length; i++)
        {
            if ((first[i] & second[i]) != Vector<ulong>.Zero)
                return true;
        }

        return false;
    }
}
