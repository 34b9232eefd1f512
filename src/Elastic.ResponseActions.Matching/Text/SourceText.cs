namespace Elastic.ResponseActions.Matching.Text;

/// <summary>Query text seen as lines. A line ends at <c>\n</c>, <c>\r\n</c> or <c>\r</c>; the break belongs to the line it ends.</summary>
internal sealed class SourceText(string text)
{
    public string Text { get; } = text;

    /// <summary>Line and column of an offset; an offset outside the text counts as its nearest end.</summary>
    public SourcePosition PositionAt(int offset)
    {
        offset = Math.Clamp(offset, 0, Text.Length);
        var line = 1;
        for (var i = 0; i < offset; i++)
        {
            if (EndsLine(i)) line++;
        }

        return new SourcePosition(line, offset - LineAt(offset).Start + 1);
    }

    /// <summary>The line that an offset lies in, without its line break.</summary>
    public SourceSpan LineAt(int offset)
    {
        offset = Math.Clamp(offset, 0, Text.Length);
        var start = offset;
        while (start > 0 && !EndsLine(start - 1)) start--;

        var length = Text.AsSpan(start).IndexOfAny('\r', '\n');
        return new SourceSpan(start, length < 0 ? Text.Length - start : length);
    }

    // In `\r\n` only the `\n` ends the line, so that both characters belong to the same line.
    private bool EndsLine(int index) =>
        Text[index] == '\n' || (Text[index] == '\r' && (index + 1 == Text.Length || Text[index + 1] != '\n'));
}
