using System.Globalization;
using System.Text;

namespace Elastic.ResponseActions.Kibana;

/// <summary>Makes foreign text safe to show on one line: control and direction characters become escapes, and its length is cut.</summary>
internal static class VisibleText
{
    public static string Of(string text, int maxLength = 1024)
    {
        var shown = new StringBuilder(Math.Min(text.Length, maxLength));
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= maxLength)
                return shown.Append('…').ToString();

            if (IsHidden(rune))
                shown.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
            else
                shown.Append(rune);
        }

        return shown.ToString();
    }

    // Format covers the bidirectional marks, with which text can be shown in another order than it has.
    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
