using System.Runtime.InteropServices;

namespace Elastic.ResponseActions.Matching.Detection.Keys;

/// <summary>A growing buffer of bytes, written from its start for each event; so writing allocates only while it still grows.</summary>
internal sealed class KeyBuffer
{
    private byte[] _bytes = new byte[1024];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Truncate(int length) => Length = length;

    public ReadOnlySpan<byte> Slice(int start, int length) => _bytes.AsSpan(start, length);

    /// <summary>Makes room behind what is written; <see cref="Commit"/> says how much of it was used.</summary>
    public Span<byte> Reserve(int more)
    {
        if (_bytes.Length - Length < more)
            Array.Resize(ref _bytes, Math.Max(Length + more, _bytes.Length * 2));
        return _bytes.AsSpan(Length, more);
    }

    public void Commit(int written) => Length += written;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        Length += bytes.Length;
    }

    public void Write(int number)
    {
        MemoryMarshal.Write(Reserve(sizeof(int)), number);
        Length += sizeof(int);
    }

    /// <summary>Writes a number over one written before.</summary>
    public void WriteAt(int position, int number) => MemoryMarshal.Write(_bytes.AsSpan(position), number);

    /// <summary>Writes a number in as few bytes as it needs, seven bits in each.</summary>
    public void WriteShort(int number)
    {
        var target = Reserve(5);
        var written = 0;
        var rest = (uint)number;
        for (; rest >= 0x80; rest >>= 7)
            target[written++] = (byte)(rest | 0x80);
        target[written++] = (byte)rest;
        Length += written;
    }
}
