namespace Elastic.ResponseActions.Tool.Input;

/// <summary>Reads a stream line by line in bounded memory: a line above the limit is skipped, not kept.</summary>
/// <remarks><see cref="Line"/> is a view into the reader's buffer, valid until the next <see cref="Read"/>.</remarks>
internal sealed class LineReader(Stream stream, int maxLineBytes)
{
    private const int ChunkBytes = 64 * 1024;

    private byte[] _buffer = new byte[ChunkBytes];
    private int _start;
    private int _end;

    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>The number of the line just read, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The line just read is above the limit; <see cref="Line"/> is empty.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Why the stream ended early, for example a gzip file cut off. <see cref="Line"/> is then what came of the last line.</summary>
    public string? Broken { get; private set; }

    /// <summary>Moves to the next line.</summary>
    /// <returns>False at the end of the stream.</returns>
    public bool Read()
    {
        if (Broken is not null)
            return false;

        Number++;
        IsTooLong = false;
        var scanned = 0;
        while (true)
        {
            var newline = _buffer.AsSpan(_start + scanned, _end - _start - scanned).IndexOf((byte)'\n');
            if (newline >= 0)
                return Take(scanned + newline, next: 1);

            scanned = _end - _start;
            if (scanned > maxLineBytes)
                return SkipLine();

            if (!Fill())
                return (_end > _start || Broken is not null) && Take(_end - _start, next: 0);
        }
    }

    private bool Take(int length, int next)
    {
        if (length > maxLineBytes)
        {
            IsTooLong = true;
            Line = default;
        }
        else
        {
            var start = Number == 1 && _buffer.AsSpan(_start, length).StartsWith("\uFEFF"u8) ? 3 : 0;
            var end = length > start && _buffer[_start + length - 1] == '\r' ? length - 1 : length;
            Line = _buffer.AsMemory(_start + start, end - start);
        }

        _start += length + next;
        return true;
    }

    private bool SkipLine()
    {
        IsTooLong = true;
        Line = default;
        while (true)
        {
            _start = _end = 0;
            if (!Fill())
                return true;

            var newline = _buffer.AsSpan(0, _end).IndexOf((byte)'\n');
            if (newline < 0)
                continue;

            _start = newline + 1;
            return true;
        }
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_buffer.Length - _end < ChunkBytes)
            Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, maxLineBytes + (2 * ChunkBytes)));

        try
        {
            var read = stream.Read(_buffer, _end, _buffer.Length - _end);
            _end += read;
            return read > 0;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            Broken = e.Message;
            return false;
        }
    }
}
