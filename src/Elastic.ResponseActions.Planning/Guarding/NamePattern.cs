namespace Elastic.ResponseActions.Guarding;

/// <summary>Matches names against patterns: <c>*</c> stands for any run of characters, case is ignored. Linear but for the number of stars.</summary>
internal static class NamePattern
{
    public static string? FirstMatch(IReadOnlyList<string> patterns, IReadOnlyList<string> names) =>
        patterns.FirstOrDefault(pattern => names.Any(name => Matches(pattern, name)));

    public static bool Matches(string pattern, string name)
    {
        var (patternAt, nameAt) = (0, 0);
        var (afterStar, retryAt) = (-1, 0);
        while (nameAt < name.Length)
        {
            if (patternAt < pattern.Length && pattern[patternAt] == '*')
            {
                (afterStar, retryAt) = (++patternAt, nameAt);
            }
            else if (patternAt < pattern.Length && char.ToUpperInvariant(pattern[patternAt]) == char.ToUpperInvariant(name[nameAt]))
            {
                patternAt++;
                nameAt++;
            }
            else if (afterStar >= 0)
            {
                // The last star takes one character more; earlier stars never need to.
                (patternAt, nameAt) = (afterStar, ++retryAt);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(patternAt).TrimStart('*').IsEmpty;
    }
}
