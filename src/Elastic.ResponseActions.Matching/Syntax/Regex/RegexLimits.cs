namespace Elastic.ResponseActions.Matching.Syntax.Regex;

/// <summary>What one regular expression may cost: the limits of <see cref="RuleSetOptions"/>.</summary>
internal sealed record RegexLimits(int MaxLength = 1_000, int MaxDepth = 64, int MaxStates = 10_000, int MaxWildcards = 64)
{
    private const int MostStates = 65_000;   // the tables number them in 16 bits

    public static RegexLimits Of(RuleSetOptions options) =>
        new(options.MaxRegexLength, options.MaxQueryDepth, Math.Min(options.MaxRegexStates, MostStates), options.MaxPatternWildcards);
}
