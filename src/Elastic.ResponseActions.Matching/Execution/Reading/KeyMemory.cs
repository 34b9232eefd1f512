using System.Runtime.InteropServices;

namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>
/// Remembers which key came behind which in the events before, and where in the trie it led. Events of one source look alike, so
/// that the next key is most often one that stood here before: to compare the two is cheaper than to find the key's end and look
/// it up. What an event leaves here may make another one slower to read; it cannot change what is read of it.
/// </summary>
/// <param name="size">How many keys are remembered; a power of two.</param>
internal sealed class KeyMemory(int size)
{
    /// <summary>Stands for the key before an event's first.</summary>
    public const int Start = 0;

    private readonly KnownKey[] _keys = new KnownKey[size + 1];

    /// <summary>All keys.</summary>
    public ref KnownKey First => ref MemoryMarshal.GetArrayDataReference(_keys);

    /// <summary>The key that was last found or remembered.</summary>
    public int Latest { get; private set; }

    /// <summary>The key that came here the time before last, if it stands here again; from now on it is tried first.</summary>
    /// <param name="before">The key before it.</param>
    /// <param name="at">The first of <see cref="KnownKey.MaxBytes"/> bytes.</param>
    /// <param name="node">The node it is read at.</param>
    /// <param name="next">Where it leads.</param>
    /// <returns>Its length, or 0.</returns>
    public int Find(int before, ref byte at, int node, ref Frame next)
    {
        ref var link = ref _keys[before];
        ref readonly var key = ref _keys[link.Other];
        if (!key.Is(ref at, node))
            return 0;

        next.Set(key.Node, key.Slot);
        Latest = link.Other;
        (link.Next, link.Other) = (link.Other, link.Next);
        return key.Length;
    }

    /// <summary>Takes a key that had to be looked up. One that it displaces is looked up again when it comes next.</summary>
    /// <param name="before">The key before it.</param>
    /// <param name="key">From the opening quote to the colon, with nothing between.</param>
    /// <param name="node">The node it was read at.</param>
    /// <param name="to">Where it led.</param>
    public void Remember(int before, ReadOnlySpan<byte> key, int node, in Frame to)
    {
        Latest = 1 + (int)(FoldedHash.Of(key, (uint)node) >> 32 & (uint)(size - 1));
        _keys[Latest].Set(key, node, to);
        ref var link = ref _keys[before];
        (link.Next, link.Other) = ((ushort)Latest, link.Next);
    }

    /// <summary>Passes over a key that is not remembered.</summary>
    public void Skip(int before) => Latest = before;
}
