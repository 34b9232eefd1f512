using System.Runtime.CompilerServices;
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
    /// <param name="from">Where it is read.</param>
    /// <param name="next">Where it leads.</param>
    /// <returns>Its length, or 0.</returns>
    public int Find(int before, ref byte at, in Frame from, ref Frame next) => Take(before, _keys[before].Other, ref at, from, ref next);

    /// <summary>A key that did not come here lately, if it is remembered at all.</summary>
    /// <param name="before">The key before it.</param>
    /// <param name="key">From the opening quote to the colon, with nothing between; <see cref="KnownKey.MaxBytes"/> can be read.</param>
    /// <param name="from">Where it is read.</param>
    /// <param name="next">Where it leads.</param>
    public bool TryFind(int before, ReadOnlySpan<byte> key, in Frame from, ref Frame next) =>
        Take(before, PlaceOf(key, from), ref MemoryMarshal.GetReference(key), from, ref next) == key.Length;

    /// <summary>Takes a key that had to be looked up. One that it displaces is looked up again when it comes next.</summary>
    /// <param name="before">The key before it.</param>
    /// <param name="key">From the opening quote to the colon, with nothing between.</param>
    /// <param name="from">Where it was read.</param>
    /// <param name="to">Where it led.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]   // rare
    public void Remember(int before, ReadOnlySpan<byte> key, in Frame from, ref Frame to)
    {
        var place = PlaceOf(key, from);
        _keys[place].Set(key, from.Node, to);
        to.Key = place;
        Link(before, place);
    }

    /// <summary>Passes over a key that is not remembered.</summary>
    public void Skip(int before) => Latest = before;

    private int Take(int before, ushort place, ref byte at, in Frame from, ref Frame next)
    {
        ref readonly var key = ref _keys[place];
        if (!key.Is(ref at, from.Node))
            return 0;

        next.Set(key.Node, key.Slot);
        next.Key = place;
        Link(before, place);
        return key.Length;
    }

    private void Link(int before, ushort place)
    {
        ref var link = ref _keys[before];
        (link.Next, link.Other) = (place, link.Next);
        Latest = place;
    }

    // Keys of one name in different objects have places of their own, so that what comes behind each is told apart.
    private ushort PlaceOf(ReadOnlySpan<byte> key, in Frame from) =>
        (ushort)(1 + (FoldedHash.Of(key, (uint)from.Node ^ ((uint)from.Key << 16)) >> 32 & (ulong)(size - 1)));
}
