using System.Buffers.Binary;

namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>The values of an event's class fields as one run of bytes: events with equal keys are of one class.</summary>
internal sealed class ClassKey
{
    /// <summary>Longer keys are not remembered: an event that makes one is looked at by itself.</summary>
    public const int MaxBytes = 512;

    private const int NumberBytes = sizeof(ushort);

    private readonly byte[] _bytes = new byte[MaxBytes];
    private int _length;

    /// <summary>The bytes; empty for a key that is too long.</summary>
    public ReadOnlySpan<byte> Utf8 => _bytes.AsSpan(0, _length);

    public bool IsTooLong { get; private set; }

    public void Clear()
    {
        _length = 0;
        IsTooLong = false;
    }

    /// <summary>Ends the values of one field.</summary>
    public void EndField() => AddNumber(ushort.MaxValue);

    public void Add(ReadOnlySpan<byte> value)
    {
        AddNumber(value.Length);
        if (IsTooLong || _length + value.Length > MaxBytes)
        {
            IsTooLong = true;
            return;
        }

        value.CopyTo(_bytes.AsSpan(_length));
        _length += value.Length;
    }

    private void AddNumber(int number)
    {
        if (IsTooLong || _length + NumberBytes > MaxBytes || number > ushort.MaxValue)
        {
            IsTooLong = true;
            return;
        }

        BinaryPrimitives.WriteUInt16LittleEndian(_bytes.AsSpan(_length), (ushort)number);
        _length += NumberBytes;
    }
}
