using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>A key as it stood in an event, from its opening quote to the colon, and where it led. One line of the processor's cache.</summary>
internal struct KnownKey
{
    /// <summary>Longer keys, with both quotes and the colon, are not remembered.</summary>
    public const int MaxBytes = 4 * sizeof(ulong);

    private ulong _first;
    private ulong _last;
    private ulong _second;
    private ulong _third;
    private ulong _mask;
    private int _from;
    private byte _tail;

    /// <summary>Bytes from the opening quote to the colon.</summary>
    public byte Length;

    /// <summary>Where it led: the trie node.</summary>
    public int Node;

    /// <summary>The slot there.</summary>
    public int Slot;

    /// <summary>The key that came behind it last time.</summary>
    public ushort Next;

    /// <summary>The one that came behind it the time before.</summary>
    public ushort Other;

    /// <summary>Remembers a key.</summary>
    /// <param name="key">From the opening quote to the colon; of at most <see cref="MaxBytes"/>.</param>
    /// <param name="from">The node it was read at.</param>
    /// <param name="to">Where it led.</param>
    public void Set(ReadOnlySpan<byte> key, int from, in Frame to)
    {
        Span<byte> padded = stackalloc byte[MaxBytes];
        padded.Clear();
        key.CopyTo(padded);
        ref var bytes = ref MemoryMarshal.GetReference(padded);
        Length = (byte)key.Length;
        _tail = (byte)Math.Max(0, key.Length - sizeof(ulong));
        _mask = key.Length >= sizeof(ulong) ? ulong.MaxValue : (1UL << (8 * key.Length)) - 1;
        _first = LittleEndian.Read(ref bytes);
        _last = LittleEndian.Read(ref Unsafe.Add(ref bytes, _tail));
        _second = LittleEndian.Read(ref Unsafe.Add(ref bytes, sizeof(ulong)));
        _third = LittleEndian.Read(ref Unsafe.Add(ref bytes, 2 * sizeof(ulong)));
        _from = from;
        Node = to.Node;
        Slot = to.Slot;
    }

    /// <summary>Whether this key, read at the same node, stands here.</summary>
    /// <param name="at">The first of <see cref="MaxBytes"/> bytes.</param>
    /// <param name="from">The node.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Is(ref byte at, int from)
    {
        var differs = (LittleEndian.Read(ref at) ^ _first) | (LittleEndian.Read(ref Unsafe.Add(ref at, (nuint)_tail)) ^ _last);
        return (differs & _mask) == 0 && _from == from && Length != 0 && (Length <= 2 * sizeof(ulong) || IsMiddle(ref at));
    }

    // What lies between the first eight bytes and the last eight.
    private readonly bool IsMiddle(ref byte at) =>
        LittleEndian.Read(ref Unsafe.Add(ref at, sizeof(ulong))) == _second
        && (Length <= 3 * sizeof(ulong) || LittleEndian.Read(ref Unsafe.Add(ref at, 2 * sizeof(ulong))) == _third);
}
