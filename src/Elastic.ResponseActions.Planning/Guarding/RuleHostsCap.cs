namespace Elastic.ResponseActions;

/// <summary>One rule may match on <paramref name="Max"/> hosts or on a share of the known hosts, whichever is more, within a time.</summary>
/// <param name="Max">The number, for fleets in which the share is less.</param>
/// <param name="Percent">The share of the known hosts, in per cent. Unknown fleet: <paramref name="Max"/> alone holds.</param>
/// <param name="Within">The sliding window of time.</param>
public readonly record struct RuleHostsCap(int Max, double Percent, TimeSpan Within);
