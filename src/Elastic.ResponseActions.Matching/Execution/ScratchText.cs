using Elastic.ResponseActions.Matching.Execution.Analysis;
using Elastic.ResponseActions.Matching.Execution.Reading;

namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>A growing buffer for text of one event that does not stand in the event as it is needed.</summary>
internal sealed class ScratchText(int maxEventBytes)
{
    private byte[] _bytes = new byte[4096];
    private byte[] _ascii = new byte[1024];

    /// <summary>Where the next text starts.</summary>
    public int Length { get; private set; }

    public void Clear() => Length = 0;

    /// <summary>Takes back what was added since <see cref="Length"/> was this.</summary>
    public void CutTo(int length) => Length = length;

    public ReadOnlySpan<byte> Slice(int start, int length) => _bytes.AsSpan(start, length);

    /// <summary>Adds the text of a JSON string; returns where it starts.</summary>
    public int AddUnescaped(ReadOnlySpan<byte> json, out int length)
    {
        Reserve(json.Length);
        length = JsonText.Unescape(json, _bytes.AsSpan(Length));
        return Commit(length);
    }

    /// <summary>Adds text as it is.</summary>
    public void AddRaw(ReadOnlySpan<byte> text)
    {
        Reserve(text.Length);
        text.CopyTo(_bytes.AsSpan(Length));
        Commit(text.Length);
    }

    /// <summary>Adds text in lower case; returns where it starts.</summary>
    public int AddFolded(ReadOnlySpan<byte> text, out int length)
    {
        Reserve(LowerCase.MaxFoldedBytes(text.Length));
        length = LowerCase.Fold(text, _bytes.AsSpan(Length));
        return Commit(length);
    }

    /// <summary>The text with ASCII letters in lower case; valid until the next call. Behind it eight more bytes, of whatever value, can be read.</summary>
    public ReadOnlySpan<byte> FoldAscii(ReadOnlySpan<byte> text)
    {
        if (_ascii.Length < text.Length + sizeof(ulong))
            _ascii = new byte[Math.Max(text.Length + sizeof(ulong), _ascii.Length * 2)];
        AsciiFold.Copy(text, _ascii);
        return _ascii.AsSpan(0, text.Length);
    }

    /// <summary>Adds the object <c>{"key":value}</c>; returns where it starts.</summary>
    public int AddObject(ReadOnlySpan<byte> key, ReadOnlySpan<byte> jsonValue, out int length)
    {
        Reserve((key.Length * 6) + jsonValue.Length + 5);
        var target = _bytes.AsSpan(Length);
        "{\""u8.CopyTo(target);
        length = 2 + JsonText.Escape(key, target[2..]);
        "\":"u8.CopyTo(target[length..]);
        jsonValue.CopyTo(target[(length + 2)..]);
        length += 2 + jsonValue.Length;
        target[length++] = (byte)'}';
        return Commit(length);
    }

    private int Commit(int length)
    {
        var start = Length;
        Length += length;
        return start;
    }

    // Text that lies in this very buffer may be added to it: growing copies, and the old array stays alive with its span.
    private void Reserve(int more)
    {
        if (_bytes.Length - Length < more)
            Array.Resize(ref _bytes, Math.Max(Length + more, Math.Min(_bytes.Length * 2, maxEventBytes * 3)));
    }
}
