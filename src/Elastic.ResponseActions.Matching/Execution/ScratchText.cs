using System.Text.Json;
using Elastic.ResponseActions.Matching.Execution.Analysis;

namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>A growing buffer for unescaped and folded text of one event.</summary>
internal sealed class ScratchText(int maxEventBytes)
{
    private byte[] _bytes = new byte[4096];
    private int _length;

    public void Clear() => _length = 0;

    public ReadOnlySpan<byte> Slice(int start, int length) => _bytes.AsSpan(start, length);

    /// <summary>Adds a string token's unescaped text; returns where it starts.</summary>
    public int AddUnescaped(ref Utf8JsonReader reader, out int length)
    {
        Reserve(reader.ValueSpan.Length);
        var start = _length;
        length = reader.CopyString(_bytes.AsSpan(start));
        _length += length;
        return start;
    }

    /// <summary>Adds text in lower case; returns where it starts.</summary>
    public int AddFolded(ReadOnlySpan<byte> text, out int length)
    {
        Reserve(LowerCase.MaxFoldedBytes(text.Length));
        var start = _length;
        length = LowerCase.Fold(text, _bytes.AsSpan(start));
        _length += length;
        return start;
    }

    // Text that lies in this very buffer may be folded into it: growing copies, and the old array stays alive with its span.
    private void Reserve(int more)
    {
        if (_bytes.Length - _length >= more)
            return;
        var wanted = Math.Max(_length + more, Math.Min(_bytes.Length * 2, maxEventBytes * 3));
        Array.Resize(ref _bytes, wanted);
    }
}
