namespace Elastic.ResponseActions.Matching.Execution.Values;

/// <summary>The part of a wildcard pattern between two stars: literal bytes and places for any one code point.</summary>
internal sealed class GlobSegment
{
    /// <summary>Stands for <c>?</c> among the literal bytes; no UTF-8 text contains this byte.</summary>
    public const byte AnyCodePoint = 0xff;

    private readonly byte[] _bytes;

    public GlobSegment(byte[] bytes, bool fold)
    {
        if (fold)
            AsciiFold.Copy(bytes, bytes);
        _bytes = bytes;
        HasAny = bytes.AsSpan().Contains(AnyCodePoint);
    }

    /// <summary>The literal bytes, in lower case where the pattern ignores case, with <see cref="AnyCodePoint"/> between.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Has a place for any code point.</summary>
    public bool HasAny { get; }

    /// <param name="utf8">The text.</param>
    /// <param name="fold">The text is to be folded while it is compared.</param>
    /// <param name="length">How much of it matched.</param>
    public bool TryMatchStart(ReadOnlySpan<byte> utf8, bool fold, out int length)
    {
        length = _bytes.Length;
        if (!HasAny)
        {
            return utf8.Length >= length
                && (fold ? AsciiFold.Equals(utf8[..length], _bytes) : utf8[..length].SequenceEqual(_bytes));
        }

        length = 0;
        foreach (var expected in _bytes)
        {
            if (length == utf8.Length)
                return false;
            if (expected == AnyCodePoint)
                length += CodePointLength(utf8[length..]);
            else if (expected == (fold ? AsciiFold.Byte(utf8[length]) : utf8[length]))
                length++;
            else
                return false;
        }

        return true;
    }

    public bool TryMatchEnd(ReadOnlySpan<byte> utf8, bool fold, out int length)
    {
        length = _bytes.Length;
        if (!HasAny)
        {
            return utf8.Length >= length
                && (fold ? AsciiFold.Equals(utf8[^length..], _bytes) : utf8[^length..].SequenceEqual(_bytes));
        }

        var start = utf8.Length;
        length = 0;
        for (var i = _bytes.Length - 1; i >= 0; i--)
        {
            if (start == 0)
                return false;
            start--;
            if (_bytes[i] == AnyCodePoint)
            {
                while (start > 0 && IsContinuation(utf8[start]))
                    start--;
            }
            else if (_bytes[i] != (fold ? AsciiFold.Byte(utf8[start]) : utf8[start]))
            {
                return false;
            }
        }

        length = utf8.Length - start;
        return true;
    }

    /// <summary>The leftmost match.</summary>
    /// <param name="utf8">Where to look; starts at a code point.</param>
    /// <param name="fold">The text is to be folded while it is compared.</param>
    /// <param name="end">Where the match ends.</param>
    public bool TryFind(ReadOnlySpan<byte> utf8, bool fold, out int end)
    {
        if (!HasAny && !fold)
        {
            var at = utf8.IndexOf(_bytes);
            end = at + _bytes.Length;
            return at >= 0;
        }

        end = 0;
        if (_bytes.Length == 0)
            return true;

        for (var start = 0; start < utf8.Length; start += CodePointLength(utf8[start..]))
        {
            var skip = _bytes[0] == AnyCodePoint ? 0 : IndexOfFirst(utf8[start..], fold);
            if (skip < 0)
                return false;

            start += skip;
            if (TryMatchStart(utf8[start..], fold, out var length))
            {
                end = start + length;
                return true;
            }
        }

        return false;
    }

    private int IndexOfFirst(ReadOnlySpan<byte> utf8, bool fold) =>
        fold && char.IsAsciiLetterLower((char)_bytes[0]) ? utf8.IndexOfAny(_bytes[0], (byte)(_bytes[0] & ~0x20)) : utf8.IndexOf(_bytes[0]);

    private static bool IsContinuation(byte b) => (b & 0xc0) == 0x80;

    private static int CodePointLength(ReadOnlySpan<byte> utf8)
    {
        var length = 1;
        while (length < utf8.Length && IsContinuation(utf8[length]))
            length++;
        return length;
    }
}
