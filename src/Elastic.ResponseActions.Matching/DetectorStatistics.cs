namespace Elastic.ResponseActions.Matching;

/// <summary>What a detector holds now, and what it had to give up since it was made or restored.</summary>
public readonly record struct DetectorStatistics
{
    /// <summary>Events given to <see cref="RuleDetector.Process"/>; a restored detector goes on counting.</summary>
    public required long Events { get; init; }

    /// <summary>Sequences and samples that wait for further events.</summary>
    public required int OpenSequences { get; init; }

    /// <summary>Threshold groups and their distinct values, known terms, suppression groups.</summary>
    public required int Groups { get; init; }

    /// <summary>Entries made of indicators: one for each rule, mapping item and value.</summary>
    public required int IndicatorEntries { get; init; }

    /// <summary>Events held back to put them in order.</summary>
    public required int HeldEvents { get; init; }

    /// <summary>Bytes of state: everything above.</summary>
    public required long StateBytes { get; init; }

    /// <summary>Events that came too late for at least one rule (see <see cref="RuleDetections.IsLate"/>).</summary>
    public required long LateEvents { get; init; }

    /// <summary>Events used before their time, because <see cref="DetectorOptions.MaxHeldEvents"/> was reached.</summary>
    public required long ReleasedEarly { get; init; }

    /// <summary>Events passed over by rules that look at time, because they say none.</summary>
    public required long EventsWithoutTime { get; init; }

    /// <summary>Events with more keys for a rule than <see cref="DetectorOptions.MaxKeysPerEvent"/>.</summary>
    public required long EventsCut { get; init; }

    /// <summary>Open sequences and samples given up for a limit of <see cref="DetectorOptions"/>.</summary>
    public required long EvictedSequences { get; init; }

    /// <summary>Groups given up for a limit of <see cref="DetectorOptions"/>.</summary>
    public required long EvictedGroups { get; init; }

    /// <summary>Alerts not reported because of suppression.</summary>
    public required long SuppressedAlerts { get; init; }
}
