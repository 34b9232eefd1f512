using System.Text;

namespace Elastic.ResponseActions.Matching.Text;

/// <summary>Draws the line of an error with carets below the offending part, both indented by two spaces.</summary>
/// <example><code>
///   process.name: )
///                 ^
/// </code></example>
internal static class CaretRenderer
{
    private const int Before = 60;
    private const int After = 60;
    private const string Indent = "  ";
    private const char Cut = '…';

    /// <summary>Two lines joined by <c>\n</c>. A long line is cut to a window around the caret; a span over several lines ends with its first.</summary>
    public static string Render(SourceText source, SourceSpan span)
    {
        var line = source.LineAt(span.Start);
        var start = Math.Clamp(span.Start, line.Start, line.End);
        var windowStart = WholeRune(source.Text, Math.Max(line.Start, start - Before));
        var windowEnd = WholeRune(source.Text, Math.Min(line.End, start + After));
        var end = Math.Clamp(span.End, start, windowEnd);

        var result = new StringBuilder(Indent);
        if (windowStart > line.Start) result.Append(Cut);
        var indent = (windowStart > line.Start ? 1 : 0) + VisibleText.Append(result, source.Text.AsSpan(windowStart, start - windowStart));
        var carets = VisibleText.Append(result, source.Text.AsSpan(start, end - start));
        VisibleText.Append(result, source.Text.AsSpan(end, windowEnd - end));
        if (windowEnd < line.End) result.Append(Cut);

        return result.Append('\n').Append(Indent).Append(' ', indent).Append('^', Math.Max(1, carets)).ToString();
    }

    private static int WholeRune(string text, int index) =>
        index > 0 && index < text.Length && char.IsLowSurrogate(text[index]) && char.IsHighSurrogate(text[index - 1]) ? index - 1 : index;
}
