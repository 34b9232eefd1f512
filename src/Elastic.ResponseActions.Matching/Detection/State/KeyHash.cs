using System.Runtime.InteropServices;

namespace Elastic.ResponseActions.Matching.Detection.State;

/// <summary>
/// The hash of keys that events choose: with a secret of this process in it (.NET's own string hash), so that no event can be made
/// to collide with others on purpose. It differs from process to process and is never saved.
/// </summary>
internal static class KeyHash
{
    public static uint Compute(int scope, ReadOnlySpan<byte> key)
    {
        var hash = (uint)string.GetHashCode(MemoryMarshal.Cast<byte, char>(key));
        if ((key.Length & 1) != 0)
            hash = (hash ^ key[^1]) * 0x85EB_CA6B;   // the last byte that makes no whole char
        hash ^= (uint)scope * 0x9E37_79B1;
        hash = (hash ^ (hash >> 16)) * 0xC2B2_AE35;
        return hash ^ (hash >> 13);
    }
}
