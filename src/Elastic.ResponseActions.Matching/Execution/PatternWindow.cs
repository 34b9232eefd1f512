using System.Buffers.Binary;
using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>
/// Four bytes, in lower case, without which a value cannot fit a pattern, and where in the value they have to stand. Patterns with
/// no four literal bytes in a row are filed under their first or last one to three; those bytes are told from whole windows by a
/// fourth that no UTF-8 text has.
/// </summary>
/// <param name="Bytes">The bytes, the first one lowest.</param>
/// <param name="Anchor">Where they stand.</param>
/// <param name="Offset">How far behind the start, or (of their end) before the end.</param>
/// <param name="Segment">The number of the pattern's segment that they are part of.</param>
/// <param name="At">Where in the segment.</param>
internal readonly record struct PatternWindow(uint Bytes, PatternAnchor Anchor, int Offset, int Segment, int At)
{
    public const int Length = sizeof(uint);

    /// <summary>Whether it is four bytes of the pattern.</summary>
    public bool IsWhole => IsWholeWindow(Bytes);

    /// <summary>Whether a window's bytes are four bytes of a pattern.</summary>
    public static bool IsWholeWindow(uint bytes) => bytes >> 24 < 0xF9;

    /// <summary>The window of a value's first bytes.</summary>
    /// <param name="bytes">One to three folded bytes, the first one lowest.</param>
    /// <param name="length">How many.</param>
    public static uint ShortStart(uint bytes, int length) => bytes | (uint)(0xF8 + length) << 24;

    /// <summary>The window of a value's last bytes.</summary>
    /// <param name="bytes">One to three folded bytes, the first one lowest.</param>
    /// <param name="length">How many.</param>
    public static uint ShortEnd(uint bytes, int length) => bytes | (uint)(0xFB + length) << 24;

    /// <summary>Whether a pattern has any window.</summary>
    public static bool IsFiled(GlobPattern pattern)
    {
        var segments = pattern.Segments;
        if (HasLiteral(segments[0].Bytes, atEnd: false) || HasLiteral(segments[^1].Bytes, atEnd: true))
            return true;
        foreach (var segment in segments)
        {
            if (HasWhole(segment.Bytes))
                return true;
        }

        return false;
    }

    /// <summary>Every window that a pattern could be filed under; none where it has too little literal text.</summary>
    public static void Collect(GlobPattern pattern, List<PatternWindow> windows)
    {
        var segments = pattern.Segments;
        for (var i = 0; i < segments.Length; i++)
            CollectWhole(segments, i, windows);
        if (windows.Count > 0)
            return;

        var first = Literal(segments[0].Bytes, fromEnd: false);
        if (first.Length > 0)
            windows.Add(new PatternWindow(ShortStart(Folded(first), first.Length), PatternAnchor.Start, 0, Segment: 0, At: 0));
        var last = Literal(segments[^1].Bytes, fromEnd: true);
        if (last.Length > 0)
            windows.Add(new PatternWindow(ShortEnd(Folded(last), last.Length), PatternAnchor.End, 0, segments.Length - 1, At: 0));
    }

    private static void CollectWhole(ReadOnlySpan<GlobSegment> segments, int segment, List<PatternWindow> windows)
    {
        var bytes = segments[segment].Bytes;
        var isFirst = segment == 0;
        var isLast = segment == segments.Length - 1;
        Span<byte> window = stackalloc byte[Length];
        var firstAny = bytes.IndexOf(GlobSegment.AnyCodePoint);
        var lastAny = bytes.LastIndexOf(GlobSegment.AnyCodePoint);
        for (var at = 0; at <= bytes.Length - Length; at++)
        {
            var candidate = bytes.Slice(at, Length);
            if (candidate.Contains(GlobSegment.AnyCodePoint))
                continue;

            AsciiFold.Copy(candidate, window);
            // A `?` in between may be one byte or four, so what lies behind it has no fixed place.
            var anchor = isFirst && (firstAny < 0 || at < firstAny) ? PatternAnchor.Start
                : isLast && at > lastAny ? PatternAnchor.End
                : PatternAnchor.None;
            var offset = anchor == PatternAnchor.End ? bytes.Length - at - Length : at;
            windows.Add(new PatternWindow(BinaryPrimitives.ReadUInt32LittleEndian(window), anchor, offset, segment, at));
        }
    }

    private static bool HasLiteral(ReadOnlySpan<byte> bytes, bool atEnd) =>
        bytes.Length > 0 && (atEnd ? bytes[^1] : bytes[0]) != GlobSegment.AnyCodePoint;

    private static bool HasWhole(ReadOnlySpan<byte> bytes)
    {
        var run = 0;
        foreach (var b in bytes)
        {
            run = b == GlobSegment.AnyCodePoint ? 0 : run + 1;
            if (run == Length)
                return true;
        }

        return false;
    }

    private static ReadOnlySpan<byte> Literal(ReadOnlySpan<byte> bytes, bool fromEnd)
    {
        var any = fromEnd ? bytes.LastIndexOf(GlobSegment.AnyCodePoint) : bytes.IndexOf(GlobSegment.AnyCodePoint);
        return any < 0 ? bytes : fromEnd ? bytes[(any + 1)..] : bytes[..any];
    }

    private static uint Folded(ReadOnlySpan<byte> bytes)
    {
        var folded = 0u;
        for (var i = 0; i < bytes.Length; i++)
            folded |= (uint)AsciiFold.Byte(bytes[i]) << (8 * i);
        return folded;
    }
}

/// <summary>Where a window has to stand.</summary>
internal enum PatternAnchor : byte
{
    /// <summary>Anywhere.</summary>
    None,

    /// <summary>At an offset from the value's start.</summary>
    Start,

    /// <summary>At an offset from the value's end.</summary>
    End,
}
