using Elastic.ResponseActions.Matching.Detection.Keys;
using Elastic.ResponseActions.Matching.Detection.Plans;
using Elastic.ResponseActions.Matching.Detection.Rules;
using Elastic.ResponseActions.Matching.Detection.State;

namespace Elastic.ResponseActions.Matching.Detection.Stream;

/// <summary>Brings events to the rules in the order of each timeline: at once, or held back until no earlier one is waited for.</summary>
internal sealed class EventUse
{
    private readonly HitTarget[] _targets;
    private readonly RuleState[] _rules;
    private readonly RuleState[][] _clocked;
    private readonly StateLimits _limits;
    private readonly KeyBuffer _image = new();
    private readonly long _window;
    private readonly int _maxHeld;

    public EventUse(DetectorPlan plan, RuleState[] rules, StateLimits limits, DetectorOptions options)
    {
        _targets = plan.Targets;
        _rules = rules;
        _limits = limits;
        _window = (long)options.ReorderWindow.TotalMilliseconds;
        _maxHeld = options.MaxHeldEvents;
        Timelines = [.. plan.Timelines.Select(timeline => new Timeline(timeline))];
        _clocked = [.. Timelines.Select((_, t) => rules.Where(rule => rule.Plan.Common.Timeline == t && rule.MayWait).ToArray())];
    }

    public Timeline[] Timelines { get; }

    /// <summary>Events are put in order.</summary>
    public bool Reorders => _window > 0;

    public long ReleasedEarly { get; private set; }

    /// <summary>The event just used was late for some rule.</summary>
    public bool WasLate { get; set; }

    /// <summary>Some rule of the timeline has to know about every event's time.</summary>
    public bool WatchesTime(int timeline) => Reorders || Array.Exists(_clocked[timeline], rule => rule.WaitsForTime);

    /// <summary>Uses an event now, whatever its time.</summary>
    public void UseNow(ReadOnlySpan<byte> image, long time)
    {
        var reader = new HitImageReader(image);
        var at = new EventAt(time, reader.Position, reader.Id);
        while (reader.MoveNext())
        {
            var target = _targets[reader.Target];
            WasLate |= _rules[target.Rule].Note(time);
            _rules[target.Rule].Use(target, at, reader.Lists);
        }

        _limits.Enforce();
    }

    /// <summary>Uses an event in the order of its timeline.</summary>
    public void Use(int timeline, ReadOnlySpan<byte> image, long time, long position, ReadOnlySpan<byte> tiebreaker)
    {
        var line = Timelines[timeline];
        if (time < line.Horizon || !Reorders)
        {
            if (time >= line.Newest)
                Tick(timeline, time);
            UseNow(image, time);
        }
        else
        {
            line.Held.Add(time, position, tiebreaker, image);
        }

        Advance(timeline, time);
    }

    /// <summary>Takes note of the time of an event that belongs to no rule.</summary>
    public void Advance(int timeline, long time)
    {
        var line = Timelines[timeline];
        line.Newest = Math.Max(line.Newest, time);
        line.Horizon = Math.Max(line.Horizon, Reorders ? EventTime.Clamp(line.Newest - Math.Min(_window, EventTime.Clamp(long.MaxValue))) : line.Newest);
        while (line.Held.Count > 0 && line.Held.FirstTime < line.Horizon)
            Release(timeline);
        while (line.Held.Count > _maxHeld)
        {
            line.Horizon = line.Held.FirstTime;
            ReleasedEarly++;
            Release(timeline);
        }

        Tick(timeline, line.Horizon);
    }

    /// <summary>No more events come: uses what is held back and tells what was only waiting.</summary>
    public void Complete()
    {
        for (var timeline = 0; timeline < Timelines.Length; timeline++)
        {
            while (Timelines[timeline].Held.Count > 0)
                Release(timeline);
            Timelines[timeline].Horizon = Timelines[timeline].Newest;
            Tick(timeline, Timelines[timeline].Newest);
        }

        foreach (var rule in _rules)
            rule.Complete();
    }

    private void Release(int timeline)
    {
        var time = Timelines[timeline].Held.FirstTime;
        Tick(timeline, time);
        Timelines[timeline].Held.TakeFirst(_image);
        UseNow(_image.Written, time);
    }

    private void Tick(int timeline, long time)
    {
        foreach (var rule in _clocked[timeline])
        {
            if (rule.WaitsForTime)
                rule.AdvanceTo(time);
        }
    }
}
