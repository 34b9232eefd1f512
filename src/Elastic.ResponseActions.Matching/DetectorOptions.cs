namespace Elastic.ResponseActions.Matching;

/// <summary>What one detector may keep and how it treats time. Immutable; change with <c>with</c>. The defaults fit hostile input.</summary>
public sealed record DetectorOptions
{
    /// <summary>The settings used where none are given.</summary>
    public static DetectorOptions Default { get; } = new();

    /// <summary>
    /// For a stream that is one run, read from its begin to <see cref="RuleDetector.Complete"/>: all events are put in order, none is late, and a threshold
    /// names all of its events. Events that rules use are held in memory until the end.
    /// </summary>
    public static DetectorOptions OneRun { get; } = new()
    {
        ReorderWindow = TimeSpan.MaxValue,
        MaxHeldEvents = int.MaxValue,
        MaxGroupEventIds = int.MaxValue,
    };

    /// <summary>
    /// How long events are held back to put them in order, in the events' own time. An event is used once an event arrived that is later
    /// by more than this; one that arrives even later counts as late. Default: none, every event is used at once.
    /// </summary>
    public TimeSpan ReorderWindow { get; init; } = TimeSpan.Zero;

    /// <summary>Most events held back at a time; beyond it the oldest is used early. Default 100,000.</summary>
    public int MaxHeldEvents { get; init; } = 100_000;

    /// <summary>Most sequences and samples that wait for further events; beyond it the oldest are evicted. Default 1,000,000.</summary>
    public int MaxOpenSequences { get; init; } = 1_000_000;

    /// <summary>Most groups: threshold groups and their distinct values, known terms, suppression groups; beyond it the oldest are evicted. Default 2,000,000.</summary>
    public int MaxGroups { get; init; } = 2_000_000;

    /// <summary>Most event ids kept for each threshold group, the newest; its detections name no more. Default 100.</summary>
    public int MaxGroupEventIds { get; init; } = 100;

    /// <summary>Most bytes of state, indicators included; beyond it the oldest sequences and groups are evicted. Default 512 MiB.</summary>
    public long MaxStateBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>Most keys that one event may have for one rule's stage or group: fields with many values multiply. Further ones are cut off and counted. Default 1,000.</summary>
    public int MaxKeysPerEvent { get; init; } = 1_000;
}
