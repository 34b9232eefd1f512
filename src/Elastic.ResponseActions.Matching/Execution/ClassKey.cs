using System.Runtime.CompilerServices;

namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>The values of an event's class fields as one run of bytes: events with equal keys are of one class.</summary>
internal sealed class ClassKey
{
    /// <summary>Longer keys are not remembered: the class of an event that makes one is found by its terms.</summary>
    public const int MaxBytes = 512;

    private const int NumberBytes = sizeof(ushort);

    private readonly byte[] _bytes = new byte[MaxBytes];
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
