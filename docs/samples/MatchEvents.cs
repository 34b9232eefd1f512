using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Samples;

/// <summary>The code of docs/matching.md.</summary>
internal static class MatchEvents
{
    public static void Run(IReadOnlyList<RuleQuery> rules, byte[] utf8Event, byte[] utf8Index)
    {
        RuleSet set = RuleSet.Compile(rules);        // once; immutable, share it
        RuleMatcher matcher = set.CreateMatcher();   // one per thread
        foreach (RuleMatch match in matcher.Match(utf8Event, utf8Index))
            Console.WriteLine(match.RuleId);
    }
}
