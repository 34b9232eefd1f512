using Elastic.ResponseActions.Matching.Compilation.Passes;
using Elastic.ResponseActions.Matching.Detection.Plans;
using Elastic.ResponseActions.Matching.Detection.State;

namespace Elastic.ResponseActions.Matching.Compilation.Detectors;

/// <summary>Collects what the rules of a detector set share: their event queries, their targets, scopes and timelines.</summary>
internal sealed class DetectorParts(RuleSetOptions options)
{
    private const string DefaultTimestamp = "@timestamp";

    private readonly List<StateKind> _scopes = [];
    private readonly List<TimelinePlan> _timelines = [];
    private readonly List<HitTarget> _targets = [];

    public QueryParts Events { get; } = new(options);

    public QueryParts Indicators { get; } = new(options);

    public int NextTarget => _targets.Count;

    public int NextScope => _scopes.Count;

    /// <summary>Adds an event query. Queries of one rule are used in the order added.</summary>
    public void AddQuery(RuleQuery rule, Condition condition, IEnumerable<HitTarget> targets)
    {
        HitTarget[] numbered = [.. targets.Select((target, i) => target with { Number = _targets.Count + i })];
        _targets.AddRange(numbered);
        Events.Add(rule, condition, numbered);
    }

    public int AddScope(StateKind kind)
    {
        _scopes.Add(kind);
        return _scopes.Count - 1;
    }

    /// <summary>The timeline of an EQL statement: one field, and what orders events of the same time.</summary>
    public int TimelineOfSequence(RuleQuery rule)
    {
        var tiebreaker = rule.TiebreakerField;
        var isNumber = tiebreaker is not null && options.FieldTypes.TryGetType(tiebreaker, out var type) && type == FieldType.Long;
        return Timeline(rule.TimestampField ?? DefaultTimestamp, fallback: null, tiebreaker, isNumber);
    }

    /// <summary>The timeline of all other rules: the overriding field, and the usual one where an event lacks it.</summary>
    public int TimelineOf(DetectorRule rule)
    {
        var field = rule.TimestampOverride ?? DefaultTimestamp;
        return Timeline(field, field == DefaultTimestamp ? null : DefaultTimestamp, tiebreaker: null, isNumber: false);
    }

    public DetectorPlan Build(IReadOnlyList<RulePlan> rules) => new()
    {
        Events = Events.Build(),
        Indicators = Indicators.IsEmpty ? null : Indicators.Build(),
        Rules = [.. rules],
        Targets = [.. _targets],
        Timelines = [.. _timelines],
        Scopes = [.. _scopes],
    };

    private int Timeline(string field, string? fallback, string? tiebreaker, bool isNumber)
    {
        var fields = $"{field}\0{fallback}\0{tiebreaker}\0{isNumber}";
        var known = _timelines.FindIndex(timeline => timeline.Fields == fields);
        if (known >= 0)
            return known;

        _timelines.Add(new TimelinePlan(SlotOf(field), SlotOf(fallback), SlotOf(tiebreaker), isNumber, fields));
        return _timelines.Count - 1;
    }

    private int SlotOf(string? field) => field is null ? -1 : Events.Predicates.SlotOf(field);
}

/// <summary>Event queries to be linked together.</summary>
internal sealed class QueryParts(RuleSetOptions options)
{
    private readonly List<RuleQuery> _rules = [];
    private readonly List<Condition> _conditions = [];
    private readonly List<HitTarget[]> _targets = [];

    public PredicateTable Predicates { get; } = new(options.FieldTypes);

    public bool IsEmpty => _rules.Count == 0;

    public void Add(RuleQuery rule, Condition condition, HitTarget[] targets)
    {
        _rules.Add(rule);
        _conditions.Add(condition);
        _targets.Add(targets);
    }

    public CompiledQueries Build() => new(_rules, LinkPass.Run(_rules, _conditions, options, Predicates), [.. _targets]);
}
