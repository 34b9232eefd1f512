using System.Text;

namespace Elastic.ResponseActions.Matching.Execution.Values;

/// <summary>
/// A wildcard pattern over a whole UTF-8 value: <c>*</c> is any run, <c>?</c> one code point. Immutable and allocation-free to match.
/// The pattern is cut at its stars; each segment is taken at its leftmost place after the one before, which never has to be undone
/// because a segment spans a fixed number of code points. Hence no backtracking: at worst value length times segment length.
/// </summary>
internal sealed class GlobPattern
{
    private readonly GlobSegment[] _segments;

    private GlobPattern(GlobSegment[] segments) => _segments = segments;

    /// <summary>A pattern given by the literal texts between its stars; <c>?</c> and <c>\</c> are ordinary characters.</summary>
    public static GlobPattern FromParts(IReadOnlyList<string> parts, bool foldAscii = false) =>
        new([.. parts.Select(part => new GlobSegment(Encoding.UTF8.GetBytes(part), foldAscii))]);

    /// <summary>A pattern of the <c>wildcard</c> query: <c>*</c>, <c>?</c>, and <c>\</c> before a character that stands for itself.</summary>
    public static GlobPattern Parse(string pattern, bool foldAscii = false)
    {
        var segments = new List<GlobSegment>();
        var segment = new List<byte>();
        Span<byte> utf8 = stackalloc byte[4];
        var escaped = false;
        foreach (var rune in pattern.EnumerateRunes())
        {
            if (!escaped && rune.Value == '\\')
            {
                escaped = true;
                continue;
            }

            if (!escaped && rune.Value == '*')
            {
                segments.Add(new GlobSegment([.. segment], foldAscii));
                segment.Clear();
            }
            else if (!escaped && rune.Value == '?')
            {
                segment.Add(GlobSegment.AnyCodePoint);
            }
            else
            {
                segment.AddRange(utf8[..rune.EncodeToUtf8(utf8)]);
            }

            escaped = false;
        }

        if (escaped)
            segment.Add((byte)'\\'); // Lucene: a backslash at the very end stands for itself
        segments.Add(new GlobSegment([.. segment], foldAscii));
        return new GlobPattern([.. segments]);
    }

    public bool IsMatch(ReadOnlySpan<byte> utf8)
    {
        var segments = _segments;
        if (!segments[0].TryMatchStart(utf8, out var length))
            return false;
        if (segments.Length == 1)
            return length == utf8.Length;

        var rest = utf8[length..];
        if (!segments[^1].TryMatchEnd(rest, out length))
            return false;

        rest = rest[..^length];
        for (var i = 1; i < segments.Length - 1; i++)
        {
            if (!segments[i].TryFind(rest, out var end))
                return false;
            rest = rest[end..];
        }

        return true;
    }
}
