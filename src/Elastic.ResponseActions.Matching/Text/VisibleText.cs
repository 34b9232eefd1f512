using System.Globalization;
using System.Text;

namespace Elastic.ResponseActions.Matching.Text;

/// <summary>
/// Makes text from strangers safe and readable in messages: what a terminal would act on, hide or reorder
/// (control and format characters, lone surrogates, private use) is shown as <c>\uXXXX</c>.
/// </summary>
internal static class VisibleText
{
    private const string Tab = "    ";

    // Blocks that terminals draw two cells wide. Rough on purpose: the caret may be off by a cell, never the column number.
    private static readonly (int First, int Last)[] WideBlocks =
    [
        (0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0xA4CF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE6F),
        (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1F64F), (0x1F680, 0x1F6FF), (0x1F900, 0x1F9FF), (0x20000, 0x3FFFD),
    ];

    /// <summary>Text in backticks, shortened, for use inside a sentence.</summary>
    public static string Excerpt(string text, int maxLength = 40)
    {
        var length = Math.Min(text.Length, maxLength);
        if (length < text.Length && char.IsHighSurrogate(text[length - 1])) length--;

        var result = new StringBuilder("`");
        Append(result, text.AsSpan(0, length));
        return result.Append(length < text.Length ? "…`" : "`").ToString();
    }

    /// <summary>Appends text in its visible form.</summary>
    /// <returns>The number of terminal cells that it takes.</returns>
    public static int Append(StringBuilder target, ReadOnlySpan<char> text)
    {
        var cells = 0;
        while (!text.IsEmpty)
        {
            var valid = Rune.DecodeFromUtf16(text, out var rune, out var taken) == System.Buffers.OperationStatus.Done;
            var shown = Show(valid ? rune.Value : text[0], valid ? Rune.GetUnicodeCategory(rune) : UnicodeCategory.Surrogate);
            target.Append(shown ?? text[..taken]);
            cells += shown?.Length ?? CellsOf(rune);
            text = text[taken..];
        }

        return cells;
    }

    /// <summary>The replacement of a character, or null where it may be shown as it is.</summary>
    private static string? Show(int codePoint, UnicodeCategory category) => category switch
    {
        UnicodeCategory.Control when codePoint == '\t' => Tab,
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            => codePoint <= char.MaxValue
                ? string.Create(CultureInfo.InvariantCulture, $"\\u{codePoint:X4}")
                : string.Create(CultureInfo.InvariantCulture, $"\\U{codePoint:X8}"),
        _ => null,
    };

    private static int CellsOf(Rune rune)
    {
        if (rune.IsAscii) return 1;
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark) return 0;

        foreach (var (first, last) in WideBlocks)
        {
            if (rune.Value >= first && rune.Value <= last) return 2;
        }

        return 1;
    }
}
