using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.PlantedViolation.Elsewhere;

/// <summary>Lies in a folder that no row knows, and looks at what only the planner may see.</summary>
internal static class Stray
{
    public static int Count(RuleMatcher matcher, ReadOnlySpan<byte> utf8Event) => matcher.Match(utf8Event).Count;
}
