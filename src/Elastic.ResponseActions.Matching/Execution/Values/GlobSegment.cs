using System.Buffers;

namespace Elastic.ResponseActions.Matching.Execution.Values;

/// <summary>The part of a wildcard pattern between two stars: literal bytes and places for any one code point.</summary>
internal sealed class GlobSegment
{
    /// <summary>Stands for <c>?</c> among the literal bytes; no UTF-8 text contains this byte.</summary>
    public const byte AnyCodePoint = 0xff;

    private readonly byte[] _bytes;
    private readonly bool _fold;
    private readonly bool _isPlain;
    private readonly SearchValues<byte>? _first;

    public GlobSegment(byte[] bytes, bool fold)
    {
        _bytes = fold ? [.. bytes.Select(ToLower)] : bytes;
        _fold = fold;
        _isPlain = !fold && !bytes.Contains(AnyCodePoint);
        if (_bytes.Length > 0 && _bytes[0] != AnyCodePoint)
            _first = SearchValues.Create(fold ? [_bytes[0], ToUpper(_bytes[0])] : [_bytes[0]]);
    }

    public bool TryMatchStart(ReadOnlySpan<byte> utf8, out int length)
    {
        if (_isPlain)
        {
            length = _bytes.Length;
            return utf8.StartsWith(_bytes);
        }

        length = 0;
        foreach (var expected in _bytes)
        {
            if (length == utf8.Length)
                return false;
            if (expected == AnyCodePoint)
                length += CodePointLength(utf8[length..]);
            else if (expected == Fold(utf8[length]))
                length++;
            else
                return false;
        }

        return true;
    }

    public bool TryMatchEnd(ReadOnlySpan<byte> utf8, out int length)
    {
        if (_isPlain)
        {
            length = _bytes.Length;
            return utf8.EndsWith(_bytes);
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
            else if (_bytes[i] != Fold(utf8[start]))
            {
                return false;
            }
        }

        length = utf8.Length - start;
        return true;
    }

    /// <summary>The leftmost match.</summary>
    /// <param name="utf8">Where to look; starts at a code point.</param>
    /// <param name="end">Where the match ends.</param>
    public bool TryFind(ReadOnlySpan<byte> utf8, out int end)
    {
        if (_isPlain)
        {
            var at = utf8.IndexOf(_bytes);
            end = at + _bytes.Length;
            return at >= 0;
        }

        end = 0;
        for (var start = 0; start < utf8.Length; start += CodePointLength(utf8[start..]))
        {
            if (_first is not null)
            {
                var skip = utf8[start..].IndexOfAny(_first);
                if (skip < 0)
                    return false;
                start += skip;
            }

            if (TryMatchStart(utf8[start..], out var length))
            {
                end = start + length;
                return true;
            }
        }

        return _bytes.Length == 0;
    }

    private static byte ToLower(byte b) => char.IsAsciiLetterUpper((char)b) ? (byte)(b | 0x20) : b;

    private static byte ToUpper(byte b) => char.IsAsciiLetterLower((char)b) ? (byte)(b & ~0x20) : b;

    private static bool IsContinuation(byte b) => (b & 0xc0) == 0x80;

    private static int CodePointLength(ReadOnlySpan<byte> utf8)
    {
        var length = 1;
        while (length < utf8.Length && IsContinuation(utf8[length]))
            length++;
        return length;
    }

    private byte Fold(byte b) => _fold ? ToLower(b) : b;
}
