using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Elastic.ResponseActions.Matching.Execution.Reading;

namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>The values of an event's class fields as one run of bytes: events with equal keys are of one class.</summary>
internal sealed class ClassKey
{
    /// <summary>Longer keys are not remembered: an event that makes one is looked at by itself.</summary>
    public const int MaxBytes = 512;

    private const int NumberBytes = sizeof(ushort);
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;

    private readonly byte[] _bytes = new byte[MaxBytes + sizeof(ulong)];
    private int _length;

    /// <summary>The bytes; meaningless for a key that is too long.</summary>
    public ReadOnlySpan<byte> Utf8 => _bytes.AsSpan(0, _length);

    public bool IsTooLong { get; private set; }

    public void Clear()
    {
        _length = 0;
        IsTooLong = false;
    }

    /// <summary>Ends the values of one field.</summary>
    public void EndField() => Add([], ushort.MaxValue);

    /// <summary>Adds a value; none is as long as the number that ends a field.</summary>
    public void Add(ReadOnlySpan<byte> value) => Add(value, value.Length);

    /// <summary>A hash of all bytes: a matcher keeps classes by it, and an event can do no more than drive others out.</summary>
    public ulong Hash()
    {
        // The last word reads on into what an earlier key left behind, so it is masked.
        ref var bytes = ref MemoryMarshal.GetArrayDataReference(_bytes);
        ulong hash = (uint)_length;
        var at = 0;
        for (; at <= _length - sizeof(ulong); at += sizeof(ulong))
            hash = Mix(hash ^ LittleEndian.Read(ref Unsafe.Add(ref bytes, at)));
        return Mix(hash ^ (LittleEndian.Read(ref Unsafe.Add(ref bytes, at)) & ((1UL << (8 * (_length - at))) - 1)));
    }

    private static ulong Mix(ulong value)
    {
        value *= Multiplier;
        return value ^ (value >> 32);
    }

    private void Add(ReadOnlySpan<byte> value, int number)
    {
        if (IsTooLong || _length + NumberBytes + value.Length > MaxBytes)
        {
            IsTooLong = true;
            return;
        }

        Unsafe.WriteUnaligned(ref _bytes[_length], (ushort)number);
        value.CopyTo(_bytes.AsSpan(_length + NumberBytes));
        _length += NumberBytes + value.Length;
    }
}
