using System.Text;
using Elastic.ResponseActions.Matching.Syntax.Regex;

namespace Elastic.ResponseActions.Matching.Compilation.Regex;

/// <summary>
/// Writes an expression made of characters, <c>.</c> and <c>.*</c> alone as a wildcard pattern, which says the same and shares
/// the wildcards' faster ways.
/// </summary>
internal static class RegexGlob
{
    public static bool TryWrite(RegexNode node, int maxWildcards, out string pattern)
    {
        var result = new StringBuilder();
        var stars = 0;
        var isGlob = TryAppend(node, result, ref stars) && stars <= maxWildcards;
        pattern = result.ToString();
        return isGlob;
    }

    private static bool TryAppend(RegexNode node, StringBuilder result, ref int stars)
    {
        switch (node)
        {
            case RegexSequence sequence:
                foreach (var part in sequence.Parts)
                {
                    if (!TryAppend(part, result, ref stars)) return false;
                }

                return true;

            case RegexClass { Negated: true, Ranges: [] }:
                result.Append('?');
                return true;

            case RegexClass { Negated: false, Ranges: [{ } only] } when only.First == only.Last && Rune.TryCreate(only.First, out var rune):
                if (rune.Value is '*' or '?' or '\\') result.Append('\\');
                result.Append(rune);
                return true;

            case RegexAnyText:
            case RegexRepeat { Min: <= 1, Max: null, Part: RegexClass { Negated: true, Ranges: [] } }:
                if (node is RegexRepeat { Min: 1 }) result.Append('?');
                result.Append('*');
                stars++;
                return true;

            default:
                return false;
        }
    }
}
