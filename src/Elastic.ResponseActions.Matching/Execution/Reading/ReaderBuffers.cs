namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>What reading needs besides the event; kept by the matcher so that reading allocates nothing.</summary>
internal sealed class ReaderBuffers(RuleSetOptions options)
{
    public EventReader.Frame[] Frames { get; } = new EventReader.Frame[options.MaxEventDepth + 1];

    public PathBuffer Path { get; } = new();

    public SplitKeys Splits { get; } = new();
}

/// <summary>The dotted path of the value being read; written only where some rule has a field name pattern.</summary>
internal sealed class PathBuffer
{
    private byte[] _bytes = new byte[256];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Utf8 => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Truncate(int length) => Length = length;

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
