using System.Buffers.Binary;
using Elastic.ResponseActions.Matching.Execution.Reading;
using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>
/// What a pattern says of the bytes around its window, as far as eight bytes reach. Most values that hold the window differ here
/// already, so that the pattern itself need not be looked at.
/// </summary>
internal readonly struct WindowContext
{
    private readonly ulong _bytes;
    private readonly ulong _mask;
    private readonly int _start;

    private WindowContext(ulong bytes, ulong mask, int start)
    {
        _bytes = bytes;
        _mask = mask;
        _start = start;
    }

    /// <summary>The context of a window in its pattern.</summary>
    public static WindowContext Of(GlobPattern pattern, PatternWindow window)
    {
        if (!window.IsWhole)
            return default;

        var literal = pattern.Segments[window.Segment].Bytes;
        var first = literal[..window.At].LastIndexOf(GlobSegment.AnyCodePoint) + 1;
        var behind = window.At + PatternWindow.Length;
        var end = literal[behind..].IndexOf(GlobSegment.AnyCodePoint) is >= 0 and var any ? behind + any : literal.Length;
        var start = Math.Max(first, Math.Min(window.At - (PatternWindow.Length / 2), end - sizeof(ulong)));
        var length = Math.Min(sizeof(ulong), end - start);

        Span<byte> padded = stackalloc byte[sizeof(ulong)];
        padded.Clear();
        AsciiFold.Copy(literal.Slice(start, length), padded);
        return new WindowContext(BinaryPrimitives.ReadUInt64LittleEndian(padded), ulong.MaxValue >> (8 * (sizeof(ulong) - length)), start - window.At);
    }

    /// <summary>Whether the pattern may fit a value that holds its window.</summary>
    /// <param name="folded">The value, folded; eight bytes behind it can be read.</param>
    /// <param name="at">Where the window is.</param>
    public bool MayFit(ReadOnlySpan<byte> folded, int at)
    {
        var start = at + _start;
        return _mask == 0 || (start >= 0 && ((LittleEndian.Read(folded, start) ^ _bytes) & _mask) == 0);
    }
}
