using Elastic.ResponseActions.Matching.Detection.Keys;
using Elastic.ResponseActions.Matching.Detection.Plans;
using Elastic.ResponseActions.Matching.Detection.Rules;
using Elastic.ResponseActions.Matching.Detection.State;
using Elastic.ResponseActions.Matching.Detection.Stream;

namespace Elastic.ResponseActions.Matching.Detection;

/// <summary>All that one detector knows of its stream; a restored state replaces it as a whole.</summary>
internal sealed class DetectorState
{
    public DetectorState(DetectorPlan plan, DetectorOptions options)
    {
        Memory = new DetectorMemory(plan.Scopes, options.MaxGroupEventIds);
        Rules = [.. plan.Rules.Select(Make)];
        Limits = new StateLimits(Memory.Cells, options);
        Use = new EventUse(plan, Rules, Limits, options);
        Keys = new KeyComposer(options.MaxKeysPerEvent, Networks);
    }

    public DetectorMemory Memory { get; }

    public RuleState[] Rules { get; }

    public StateLimits Limits { get; }

    public EventUse Use { get; }

    public NetworkLengths Networks { get; } = new();

    public KeyComposer Keys { get; }

    /// <summary>Events of the stream so far.</summary>
    public long Events { get; set; }

    /// <summary>Indicators given so far.</summary>
    public long Indicators { get; set; }

    public int HeldEvents => Use.Timelines.Sum(timeline => timeline.Held.Count);

    public long Bytes => Memory.Cells.Bytes + Use.Timelines.Sum(timeline => timeline.Held.Bytes);

    private RuleState Make(RulePlan plan) => plan switch
    {
        EventPlan rule => new EventState(rule, Memory),
        SequencePlan rule => new SequenceState(rule, Memory),
        SamplePlan rule => new SampleState(rule, Memory),
        ThresholdPlan rule => new ThresholdState(rule, Memory),
        NewTermsPlan rule => new NewTermsState(rule, Memory),
        ThreatMatchPlan rule => new ThreatMatchState(rule, Memory),
        _ => throw new InvalidOperationException($"{plan.GetType().Name} has no state."),
    };
}
