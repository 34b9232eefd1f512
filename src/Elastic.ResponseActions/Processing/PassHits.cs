using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Processing;

/// <summary>What matching found in one pass. Made at the first finding, so a pass without any costs nothing.</summary>
internal sealed class PassHits
{
    public List<EventMatch> Matches { get; } = [];

    /// <summary>For each of <see cref="Matches"/> the rule's position in the rule set.</summary>
    public List<int> RuleIndexes { get; } = [];

    public List<PassDetection> Detections { get; } = [];

    /// <summary>What the detector of this pass held and gave up.</summary>
    public DetectorStatistics Statistics { get; set; }

    public List<UnknownMatch> Unknown { get; } = [];

    public List<BrokenEvent> Broken { get; } = [];
}

/// <summary>What was found over several events of a pass.</summary>
/// <param name="Detection">What was found, with the ids of its events.</param>
/// <param name="EventIndexes">The places of these events in the pass, without missing ones.</param>
internal sealed record PassDetection(RuleDetection Detection, IReadOnlyList<int> EventIndexes);
