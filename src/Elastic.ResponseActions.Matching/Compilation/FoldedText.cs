using System.Text;
using Elastic.ResponseActions.Matching.Execution.Analysis;

namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>A query's text in lower case, exactly as the event's text will be folded.</summary>
internal static class FoldedText
{
    public static string Of(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var folded = new byte[LowerCase.MaxFoldedBytes(utf8.Length)];
        return Encoding.UTF8.GetString(folded.AsSpan(0, LowerCase.Fold(utf8, folded)));
    }
}
