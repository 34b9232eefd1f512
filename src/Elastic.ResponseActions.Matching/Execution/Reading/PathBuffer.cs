namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>The dotted path of the value being read; kept up only where a field name pattern may fit.</summary>
internal sealed class PathBuffer
{
    private byte[] _bytes = new byte[256];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Utf8 => _bytes.AsSpan(0, Length);

    public void Truncate(int length) => Length = length;

    public void Set(ReadOnlySpan<byte> path)
    {
        Length = 0;
        if (!path.IsEmpty)
            Append(path);
    }

    public void Append(ReadOnlySpan<byte> key)
    {
        var needed = Length + key.Length + 1;
        if (needed > _bytes.Length)
            Array.Resize(ref _bytes, needed * 2);
        if (Length > 0)
            _bytes[Length++] = (byte)'.';
        key.CopyTo(_bytes.AsSpan(Length));
        Length += key.Length;
    }
}
