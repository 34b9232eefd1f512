namespace Elastic.ResponseActions.Processing;

/// <summary>What matching found in one pass. Made at the first finding, so a pass without any costs nothing.</summary>
internal sealed class PassHits
{
    public List<EventMatch> Matches { get; } = [];

    /// <summary>For each of <see cref="Matches"/> the rule's position in the rule set.</summary>
    public List<int> RuleIndexes { get; } = [];

    public List<UnknownMatch> Unknown { get; } = [];

    public List<BrokenEvent> Broken { get; } = [];
}
