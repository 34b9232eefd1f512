using System.Text;
using Elastic.ResponseActions.Matching.Execution.Analysis;

namespace Elastic.ResponseActions.Matching.Tests.Oracle;

/// <summary>The words of a text in lower case. The one piece of machinery that the oracle shares with the product; word breaks have tests of their own.</summary>
internal static class Analysis
{
    public static List<string> Words(string text, TextAnalyzer analyzer) => analyzer == TextAnalyzer.PowerShell
        ? PowerShellWords(text)
        : StandardWords(text);

    private static List<string> StandardWords(string text)
    {
        var words = new List<string>();
        foreach (var word in new StandardTokenizer(Encoding.UTF8.GetBytes(text)))
        {
            var folded = new byte[LowerCase.MaxFoldedBytes(word.Length)];
            words.Add(Encoding.UTF8.GetString(folded, 0, LowerCase.Fold(word, folded)));
        }

        return words;
    }

    private static List<string> PowerShellWords(string text) =>
        [.. System.Text.RegularExpressions.Regex.Matches(text, "[A-Za-z0-9_-]+").Select(word => word.Value.ToLowerInvariant())];
}
