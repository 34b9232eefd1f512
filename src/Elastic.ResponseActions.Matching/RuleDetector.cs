using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using Elastic.ResponseActions.Matching.Detection;
using Elastic.ResponseActions.Matching.Detection.Keys;
using Elastic.ResponseActions.Matching.Detection.Plans;
using Elastic.ResponseActions.Matching.Detection.Rules;
using Elastic.ResponseActions.Matching.Detection.Saving;
using Elastic.ResponseActions.Matching.Detection.State;
using Elastic.ResponseActions.Matching.Detection.Stream;

namespace Elastic.ResponseActions.Matching;

/// <summary>
/// Detects what needs memory across the events of one stream: sequences, samples, thresholds, new terms, threat matches, suppression.
/// One per stream, from <see cref="DetectorSet.CreateDetector"/>. Not thread-safe. It reads no clock: time is that of the events.
/// </summary>
public sealed class RuleDetector
{
    private readonly DetectorPlan _plan;
    private readonly DetectorOptions _options;
    private readonly RuleMatcher _events;
    private readonly RuleMatcher? _indicators;
    private readonly KeyBuffer _lists = new();
    private readonly List<RuleUnknown> _unknown = [];
    private readonly byte[] _idText = new byte[20];
    private DetectorState _state;
    private HitImageWriter _image;
    private long _lateEvents;
    private long _withoutTime;
    private long _cut;

    internal RuleDetector(DetectorSet rules, DetectorPlan plan, RuleSetOptions matching, DetectorOptions options)
    {
        Rules = rules;
        _plan = plan;
        _options = options;
        _events = MatcherOf(plan.Events, matching);
        _indicators = plan.Indicators is null ? null : MatcherOf(plan.Indicators, matching);
        _state = new DetectorState(plan, options);
        _image = new HitImageWriter(_state.Keys);
    }

    /// <summary>The detector set this detector works on.</summary>
    public DetectorSet Rules { get; }

    /// <summary>What the detector holds, and what it had to give up.</summary>
    public DetectorStatistics Statistics => new()
    {
        Events = _state.Events,
        OpenSequences = _state.Memory.Cells.CountOf(StateKind.Sequence),
        Groups = _state.Memory.Cells.CountOf(StateKind.Group),
        IndicatorEntries = _state.Memory.Cells.CountOf(StateKind.Indicator),
        HeldEvents = _state.HeldEvents,
        StateBytes = _state.Bytes,
        LateEvents = _lateEvents,
        ReleasedEarly = _state.Use.ReleasedEarly,
        EventsWithoutTime = _withoutTime,
        EventsCut = _cut,
        EvictedSequences = _state.Limits.EvictedSequences,
        EvictedGroups = _state.Limits.EvictedGroups,
        SuppressedAlerts = _state.Memory.SuppressedAlerts,
    };

    /// <summary>Takes the next event of the stream. Never throws on what the event holds; allocates nothing for an event that no rule uses.</summary>
    /// <param name="utf8Event">The event itself, one JSON object in UTF-8; never a search hit's envelope.</param>
    /// <param name="utf8Index">The index or data stream the event is in; where empty it is taken from <c>data_stream.*</c>.</param>
    /// <param name="utf8Id">The event's id (<c>_id</c>), by which detections name it; where empty they name its number in the stream, from 1.</param>
    public RuleDetections Process(ReadOnlySpan<byte> utf8Event, ReadOnlySpan<byte> utf8Index = default, ReadOnlySpan<byte> utf8Id = default)
    {
        _state.Memory.Found.Clear();
        _state.Use.WasLate = false;
        _state.Events++;
        var matches = _events.Match(utf8Event, utf8Index);
        if (matches.Error != EventError.None)
            return new RuleDetections([], [], matches.Error, isLate: false);

        var id = utf8Id.IsEmpty ? NumberText(_state.Events) : utf8Id;
        UseUntimed(matches, utf8Event, id);
        for (var timeline = 0; timeline < _plan.Timelines.Length; timeline++)
            UseTimed(timeline, matches, utf8Event, id);

        if (_state.Use.WasLate)
            _lateEvents++;
        if (_state.Keys.WasCut)
            _cut++;
        _state.Keys.WasCut = false;
        return new RuleDetections(CollectionsMarshal.AsSpan(_state.Memory.Found), Unknown(matches), EventError.None, _state.Use.WasLate);
    }

    /// <summary>
    /// Ends the stream, or a stretch of it that is not to be joined with what follows in order: uses events that are held back, and tells what
    /// was only waiting for the end, namely sequences with a trailing missing event, samples, and <c>| tail</c>. What is open stays open.
    /// </summary>
    public RuleDetections Complete()
    {
        _state.Memory.Found.Clear();
        _state.Use.WasLate = false;
        _state.Use.Complete();
        return new RuleDetections(CollectionsMarshal.AsSpan(_state.Memory.Found), [], EventError.None, isLate: false);
    }

    /// <summary>Makes an event's terms known to new-terms rules without reporting them: the history before the stream. Changes nothing else.</summary>
    /// <param name="utf8Event">The event.</param>
    /// <param name="utf8Index">Its index.</param>
    /// <returns>Why the event could not be read; <see cref="EventError.None"/> where it could.</returns>
    public EventError SeedHistory(ReadOnlySpan<byte> utf8Event, ReadOnlySpan<byte> utf8Index = default)
    {
        var matches = _events.Match(utf8Event, utf8Index);
        var slots = _events.Slots(utf8Event);
        foreach (var match in matches)
        {
            foreach (var target in _plan.Events.Targets[match.RuleIndex])
            {
                if (_state.Rules[target.Rule] is not NewTermsState rule)
                    continue;
                var hasTime = _state.Use.Timelines[rule.Plan.Common.Timeline].TryReadTime(slots, out var time);
                if (hasTime || !rule.Plan.Common.NeedsTime)
                    rule.UseAsHistory(new EventAt(hasTime ? time : 0, 0, default), ListsOf(target, slots));
            }
        }

        _state.Limits.Enforce();
        return matches.Error;
    }

    /// <summary>Gives threat-match rules an indicator; each rule takes it if its threat query, filters and index patterns let it through.</summary>
    /// <param name="utf8Indicator">The indicator, one JSON object in UTF-8.</param>
    /// <param name="utf8Index">The index it is in.</param>
    /// <param name="utf8Id">Its id, by which detections name it; where empty they name its number, from 1.</param>
    /// <returns>Why the indicator could not be read; <see cref="EventError.None"/> where it could.</returns>
    /// <exception cref="InvalidOperationException">The state is at <see cref="DetectorOptions.MaxStateBytes"/>; indicators are never evicted.</exception>
    public EventError AddIndicator(ReadOnlySpan<byte> utf8Indicator, ReadOnlySpan<byte> utf8Index = default, ReadOnlySpan<byte> utf8Id = default)
    {
        if (_indicators is null)
            return EventError.None;
        if (_state.Memory.Cells.Bytes > _options.MaxStateBytes)
            throw new InvalidOperationException($"The indicators take more than {_options.MaxStateBytes:N0} bytes; raise DetectorOptions.MaxStateBytes.");

        _state.Indicators++;
        var id = utf8Id.IsEmpty ? NumberText(_state.Indicators) : utf8Id;
        var matches = _indicators.Match(utf8Indicator, utf8Index);
        var slots = _indicators.Slots(utf8Indicator);
        foreach (var match in matches)
        {
            foreach (var target in _plan.Indicators!.Targets[match.RuleIndex])
                ((ThreatMatchState)_state.Rules[target.Rule]).Add(id, ListsOf(target, slots));
        }

        _state.Limits.Enforce();
        return matches.Error;
    }

    /// <summary>Forgets all indicators, for a fresh list to be given.</summary>
    public void ClearIndicators()
    {
        var cells = _state.Memory.Cells;
        for (var scope = 0; scope < cells.Scopes; scope++)
        {
            while (cells.KindOf(scope) == StateKind.Indicator && cells.List(scope).Oldest is var cell and not StateCells.None)
                cells.Remove(cell);
        }
    }

    /// <summary>Reads the groups of a threshold rule, whether they alert or not.</summary>
    /// <param name="ruleId">The rule's <c>rule_id</c>.</param>
    /// <exception cref="ArgumentException">The set has no threshold rule of this id.</exception>
    public IReadOnlyList<ThresholdGroup> ReadThresholdGroups(string ruleId) =>
        Find(ruleId) is ThresholdState rule ? rule.Read() : throw new ArgumentException($"The set has no threshold rule '{ruleId}'.", nameof(ruleId));

    /// <summary>
    /// Reads the threshold groups that alerted, of all rules, with all that was counted: what the alerts of a run say at its end, where
    /// <see cref="Process"/> told each group as soon as it had enough. Their <see cref="ThresholdDetection.From"/> is null.
    /// </summary>
    public IReadOnlyList<ThresholdDetection> ReadThresholdDetections() =>
    [
        .. from rule in _state.Rules.OfType<ThresholdState>()
           from @group in rule.Read()
           where @group.Alerted
           select new ThresholdDetection
           {
               RuleId = rule.Plan.RuleId,
               RuleIndex = rule.Plan.Index,
               EventIds = @group.EventIds,
               Terms = @group.Terms,
               Count = @group.Count,
               From = null,
           },
    ];

    /// <summary>Reads the groups of a rule with alert suppression.</summary>
    /// <param name="ruleId">The rule's <c>rule_id</c>.</param>
    /// <exception cref="ArgumentException">The set has no rule of this id with suppression.</exception>
    public IReadOnlyList<SuppressionGroup> ReadSuppressionGroups(string ruleId) =>
        Find(ruleId)?.ReadSuppression() ?? throw new ArgumentException($"The set has no rule '{ruleId}' with alert suppression.", nameof(ruleId));

    /// <summary>Writes all state: open sequences, groups, known terms, indicators, events held back. A compact binary form of its own, versioned and with a checksum.</summary>
    /// <param name="target">Where to write.</param>
    public void Save(IBufferWriter<byte> target)
    {
        ArgumentNullException.ThrowIfNull(target);
        StateWriter.Write(_plan, _state, target);
    }

    /// <summary>
    /// Goes on where a saved detector stood; replaces all state of this one. Rules that are the same as when it was saved keep their state, whatever
    /// their order; the state of all others is dropped and reported.
    /// </summary>
    /// <param name="saved">What <see cref="Save"/> wrote.</param>
    /// <exception cref="InvalidDataException">The bytes are not a saved state of this version, or damaged; this detector is unchanged.</exception>
    public DetectorRestore Restore(ReadOnlySpan<byte> saved)
    {
        var state = new DetectorState(_plan, _options);
        var report = StateReader.Read(saved, _plan, state);
        state.Limits.Enforce();
        _state = state;
        _image = new HitImageWriter(state.Keys);
        return report;
    }

    private static RuleMatcher MatcherOf(CompiledQueries queries, RuleSetOptions options) =>
        new RuleSet(queries.Queries, queries.Compiled, options).CreateMatcher();

    private RuleState? Find(string ruleId) => Array.Find(_state.Rules, rule => rule.Plan.RuleId == ruleId);

    private void UseUntimed(in RuleMatches matches, ReadOnlySpan<byte> utf8Event, ReadOnlySpan<byte> id)
    {
        if (!WriteImage(matches, utf8Event, id, timeline: -1))
            return;

        var newest = 0L;
        foreach (var timeline in _state.Use.Timelines)
            newest = Math.Max(newest, timeline.Newest);
        _state.Use.UseNow(_image.Written, newest);
    }

    private void UseTimed(int timeline, in RuleMatches matches, ReadOnlySpan<byte> utf8Event, ReadOnlySpan<byte> id)
    {
        var hasTargets = WriteImage(matches, utf8Event, id, timeline);
        if (!hasTargets && !_state.Use.WatchesTime(timeline))
            return;

        var slots = _events.Slots(utf8Event);
        var line = _state.Use.Timelines[timeline];
        if (!line.TryReadTime(slots, out var time))
            _withoutTime += hasTargets ? 1 : 0;
        else if (hasTargets)
            _state.Use.Use(timeline, _image.Written, time, _state.Events, line.ReadTiebreaker(slots));
        else
            _state.Use.Advance(timeline, time);
    }

    // The parts of rules on one timeline, or of those that do not look at time.
    private bool WriteImage(in RuleMatches matches, ReadOnlySpan<byte> utf8Event, ReadOnlySpan<byte> id, int timeline)
    {
        if (matches.Count == 0)
            return false;

        _image.Begin(_state.Events, id);
        var slots = _events.Slots(utf8Event);
        foreach (var match in matches)
        {
            foreach (var target in _plan.Events.Targets[match.RuleIndex])
            {
                var rule = _plan.Rules[target.Rule];
                if ((rule.Common.NeedsTime ? rule.Common.Timeline : -1) == timeline && (_state.Use.Reorders || _state.Rules[target.Rule].HasUseFor(target)))
                    _image.Add(target, slots);
            }
        }

        return _image.HasTargets;
    }

    private ReadOnlySpan<byte> ListsOf(HitTarget target, in Execution.SlotReader slots)
    {
        _lists.Clear();
        foreach (var plan in target.Keys)
            _state.Keys.Write(plan, slots, _lists);
        return _lists.Written;
    }

    private ReadOnlySpan<RuleUnknown> Unknown(scoped in RuleMatches matches)
    {
        if (matches.Unknown.IsEmpty)
            return [];

        _unknown.Clear();
        foreach (var unknown in matches.Unknown)
        {
            var rule = _plan.Events.Targets[unknown.RuleIndex][0].Rule;
            if (_unknown.Count == 0 || _unknown[^1].RuleIndex != rule)
                _unknown.Add(new RuleUnknown(unknown.RuleId, rule, unknown.Reason));
        }

        return CollectionsMarshal.AsSpan(_unknown);
    }

    private ReadOnlySpan<byte> NumberText(long number)
    {
        number.TryFormat(_idText, out var length, default, CultureInfo.InvariantCulture);
        return _idText.AsSpan(0, length);
    }
}
