using System.Text;

namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>The text of a wildcard pattern.</summary>
internal static class PatternText
{
    /// <summary>In lower case, but for what a backslash stands before: so Elasticsearch normalises the patterns of a <c>query_string</c>.</summary>
    public static string Fold(string pattern)
    {
        var result = new StringBuilder(pattern.Length);
        var start = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] is not ('*' or '?' or '\\'))
                continue;

            result.Append(FoldedText.Of(pattern[start..i])).Append(pattern[i]);
            if (pattern[i] == '\\' && i + 1 < pattern.Length)
                result.Append(pattern[++i]);
            start = i + 1;
        }

        return result.Append(FoldedText.Of(pattern[start..])).ToString();
    }
}
