using System.Text;

namespace Elastic.ResponseActions.Matching.Execution.Analysis;

/// <summary>Elasticsearch's <c>standard</c> analyser: standard tokenizer, lower case, no stop words. Positions count one a token.</summary>
internal static class StandardAnalyzer
{
    /// <summary>No token is longer, folded or not: 255 UTF-16 units of at most three UTF-8 bytes each.</summary>
    public const int MaxTokenBytes = 255 * 3;

    /// <summary>The folded tokens of a query text, in order.</summary>
    public static IReadOnlyList<byte[]> Analyze(string text)
    {
        var tokens = new List<byte[]>();
        Span<byte> folded = stackalloc byte[MaxTokenBytes];
        foreach (var token in new StandardTokenizer(Encoding.UTF8.GetBytes(text)))
            tokens.Add(folded[..LowerCase.Fold(token, folded)].ToArray());
        return tokens;
    }
}
