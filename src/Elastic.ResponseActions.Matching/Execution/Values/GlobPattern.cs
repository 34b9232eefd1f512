using System.Text;

namespace Elastic.ResponseActions.Matching.Execution.Values;

/// <summary>
/// A wildcard pattern over a whole UTF-8 value: <c>*</c> is any run, <c>?</c> one code point. Immutable and allocation-free to match.
/// The pattern is cut at its stars; each segment is taken at its leftmost place after the one before, which never has to be undone
/// because a segment spans a fixed number of code points. Hence no backtracking: at worst value length times segment length.
/// Patterns that mean the same are equal.
/// </summary>
internal sealed class GlobPattern : IEquatable<GlobPattern>
{
    private readonly GlobSegment[] _segments;

    private GlobPattern(GlobSegment[] segments, bool ignoreCase)
    {
        _segments = segments;
        IgnoreCase = ignoreCase;
    }

    /// <summary>ASCII letters of either case are the same; the segments are in lower case then.</summary>
    public bool IgnoreCase { get; }

    /// <summary>What stands between the stars: one segment where there is none.</summary>
    public ReadOnlySpan<GlobSegment> Segments => _segments;

    /// <summary>Has neither star nor question mark: fits one value.</summary>
    public bool IsLiteral => _segments.Length == 1 && !_segments[0].HasAny;

    /// <summary>A pattern given by the literal texts between its stars; <c>?</c> and <c>\</c> are ordinary characters.</summary>
    public static GlobPattern FromParts(IReadOnlyList<string> parts, bool foldAscii = false)
    {
        var segments = new GlobSegment[parts.Count];
        for (var i = 0; i < segments.Length; i++)
            segments[i] = new GlobSegment(Encoding.UTF8.GetBytes(parts[i]), foldAscii);
        return new GlobPattern(segments, foldAscii);
    }

    /// <summary>A pattern of the <c>wildcard</c> query: <c>*</c>, <c>?</c>, and <c>\</c> before a character that stands for itself.</summary>
    public static GlobPattern Parse(string pattern, bool foldAscii = false) => Parse(pattern, foldAscii, escapes: true);

    /// <summary>A pattern of EQL's <c>:</c> and <c>like</c>: <c>*</c> and <c>?</c>, and no way to escape them.</summary>
    public static GlobPattern ParseWithoutEscapes(string pattern, bool foldAscii = false) => Parse(pattern, foldAscii, escapes: false);

    public bool IsMatch(ReadOnlySpan<byte> utf8) => IsMatch(utf8, IgnoreCase);

    /// <summary>As <see cref="IsMatch(ReadOnlySpan{byte})"/> of a pattern that ignores case, on a value that <see cref="AsciiFold"/> has folded.</summary>
    public bool IsMatchOfFolded(ReadOnlySpan<byte> folded) => IsMatch(folded, fold: false);

    public bool Equals(GlobPattern? other) =>
        other is not null && IgnoreCase == other.IgnoreCase && _segments.Length == other._segments.Length && CompareTo(other) == 0;

    public override bool Equals(object? obj) => Equals(obj as GlobPattern);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(IgnoreCase);
        foreach (var segment in _segments)
            hash.AddBytes(segment.Bytes);
        return hash.ToHashCode();
    }

    /// <summary>Some order, the same for patterns that mean the same.</summary>
    public int CompareTo(GlobPattern other)
    {
        var order = IgnoreCase.CompareTo(other.IgnoreCase);
        if (order == 0)
            order = _segments.Length.CompareTo(other._segments.Length);
        for (var i = 0; order == 0 && i < _segments.Length; i++)
            order = _segments[i].Bytes.SequenceCompareTo(other._segments[i].Bytes);
        return order;
    }

    private static GlobPattern Parse(string pattern, bool foldAscii, bool escapes)
    {
        const int MostOnStack = 512;
        var bytes = Encoding.UTF8.GetMaxByteCount(pattern.Length) <= MostOnStack ? stackalloc byte[MostOnStack] : new byte[Encoding.UTF8.GetByteCount(pattern)];
        ReadOnlySpan<byte> source = bytes[..Encoding.UTF8.GetBytes(pattern, bytes)];
        var segments = new GlobSegment[CountStars(source, escapes) + 1];
        var next = 0;
        var written = 0;   // never ahead of what is read, so the segment is built where its text stood
        for (var at = 0; at < source.Length; at++)
        {
            var b = source[at];
            if (b == (byte)'*')
            {
                segments[next++] = new GlobSegment(bytes[..written].ToArray(), foldAscii);
                written = 0;
                continue;
            }

            // Lucene: a backslash at the very end stands for itself.
            if (escapes && b == (byte)'\\' && at + 1 < source.Length)
                bytes[written++] = source[++at];
            else
                bytes[written++] = b == (byte)'?' ? GlobSegment.AnyCodePoint : b;
        }

        segments[next] = new GlobSegment(bytes[..written].ToArray(), foldAscii);
        return new GlobPattern(segments, foldAscii);
    }

    private static int CountStars(ReadOnlySpan<byte> pattern, bool escapes)
    {
        var stars = 0;
        for (var at = 0; at < pattern.Length; at++)
        {
            if (escapes && pattern[at] == (byte)'\\')
                at++;
            else if (pattern[at] == (byte)'*')
                stars++;
        }

        return stars;
    }

    private bool IsMatch(ReadOnlySpan<byte> utf8, bool fold)
    {
        var segments = _segments;
        if (!segments[0].TryMatchStart(utf8, fold, out var length))
            return false;
        if (segments.Length == 1)
            return length == utf8.Length;

        var rest = utf8[length..];
        if (!segments[^1].TryMatchEnd(rest, fold, out length))
            return false;

        rest = rest[..^length];
        for (var i = 1; i < segments.Length - 1; i++)
        {
            if (!segments[i].TryFind(rest, fold, out var end))
                return false;
            rest = rest[end..];
        }

        return true;
    }
}
