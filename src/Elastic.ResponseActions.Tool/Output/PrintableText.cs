using System.Globalization;
using System.Text;

namespace Elastic.ResponseActions.Tool.Output;

/// <summary>Makes text from events and rules safe to show: what could move the cursor, reorder the line or hide in it becomes <c>\u{…}</c>.</summary>
/// <remarks>Names of processes and hosts are the attacker's to choose.</remarks>
internal static class PrintableText
{
    private const int MaxLength = 2_000;

    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";

        if (text.Length <= MaxLength && !NeedsEscape(text))
            return text;

        var safe = new StringBuilder(Math.Min(text.Length, MaxLength) + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            if (safe.Length >= MaxLength)
                return safe.Append('…').ToString();

            Append(safe, rune);
        }

        return safe.ToString();
    }

    /// <summary>As <see cref="Of"/>, but line breaks stay: for messages that draw a caret below a line.</summary>
    public static string OfLines(string text) => string.Join('\n', text.Split('\n').Select(Of));

    private static bool NeedsEscape(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsHidden(rune))
                return true;
        }

        return false;
    }

    private static void Append(StringBuilder safe, Rune rune)
    {
        if (IsHidden(rune))
            safe.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X4}}}");
        else
            safe.Append(rune.ToString());
    }

    // U+FFFD is what a lone surrogate is read as; shown as an escape so that a broken name is seen to be broken.
    private static bool IsHidden(Rune rune) => rune.Value == 0xFFFD || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate;
}
