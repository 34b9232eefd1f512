using Elastic.ResponseActions.Matching.Detection.Keys;
using Elastic.ResponseActions.Matching.Detection.State;

namespace Elastic.ResponseActions.Matching.Detection.Rules;

/// <summary>What all rules of one detector share: where they remember things, and where they report.</summary>
internal sealed class DetectorMemory(StateKind[] scopes, int maxGroupEventIds)
{
    /// <summary>How many ids a threshold group keeps.</summary>
    public int MaxGroupEventIds { get; } = maxGroupEventIds;

    public StateCells Cells { get; } = new(scopes);

    /// <summary>What was found and is not yet given to the caller.</summary>
    public List<RuleDetection> Found { get; } = [];

    /// <summary>Room to put bytes together; whoever uses it is done with it before calling another.</summary>
    public KeyBuffer Scratch { get; } = new();

    /// <summary>Numbers of things that other cells refer to; never given out twice.</summary>
    public long LastSerial { get; set; }

    public long SuppressedAlerts { get; set; }
}
