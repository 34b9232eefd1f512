using System.Text;
using Elastic.ResponseActions.Matching.Execution.Analysis;

namespace Elastic.ResponseActions.Matching.Tests.Oracle;

/// <summary>The words of a text in lower case. The one piece of machinery that the oracle shares with the product; word breaks have tests of their own.</summary>
internal static class Analysis
{
    public static List<string> Words(string text, TextAnalyzer analyzer) => analyzer == TextAnalyzer.PowerShell
        ? PowerShellWords(text)
        : [.. StandardAnalyzer.Analyze(text).Select(Encoding.UTF8.GetString)];

    private static List<string> PowerShellWords(string text) =>
        [.. System.Text.RegularExpressions.Regex.Matches(text, "[A-Za-z0-9_-]+").Select(word => word.Value.ToLowerInvariant())];
}
