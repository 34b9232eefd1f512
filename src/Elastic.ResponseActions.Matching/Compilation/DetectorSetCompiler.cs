using Elastic.ResponseActions.Matching.Compilation.Detectors;
using Elastic.ResponseActions.Matching.Compilation.Passes;
using Elastic.ResponseActions.Matching.Detection.Plans;
using Elastic.ResponseActions.Matching.Detection.State;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Eql;

namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>
/// Compiles rules for a detector: each is parsed and planned, its stages and queries become event queries, and these are linked into one shared
/// program, so that one pass over an event decides the stages of all rules.
/// </summary>
internal sealed class DetectorSetCompiler(RuleSetOptions options)
{
    private readonly List<DetectorRule> _usable = [];
    private readonly List<RulePlan> _plans = [];
    private readonly List<QueryError> _errors = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly DetectorParts _parts = new(options);
    private readonly FieldScope _fields = FieldScope.Of(options);

    public IReadOnlyList<DetectorRule> Usable => _usable;

    public IReadOnlyList<QueryError> Errors => _errors;

    /// <summary>True for EQL that relates events to one another.</summary>
    public static bool IsNeededFor(RuleQuery query)
    {
        try
        {
            return query.Language == QueryLanguage.Eql
                && EqlParser.MayRelateEvents(query.Query)
                && EqlParser.Parse(query.Query, new QueryBudget()) is not EqlEventQuery { Pipes: [] };
        }
        catch (QuerySyntaxException)
        {
            return false;   // whoever compiles it names the place
        }
    }

    public DetectorPlan Run(IEnumerable<DetectorRule> rules)
    {
        foreach (var rule in rules)
            Add(rule ?? throw new ArgumentException("A rule of the list is null.", nameof(rules)));
        return _parts.Build(_plans);
    }

    private void Add(DetectorRule rule)
    {
        if (!_ids.Add(rule.Query.RuleId))
        {
            _errors.Add(CompileErrors.SecondId(rule.Query));
            return;
        }

        try
        {
            CheckSpans(rule);
            _plans.Add(Link(rule, Draft(rule)));
            _usable.Add(rule);
        }
        catch (QuerySyntaxException e)
        {
            _errors.Add(CompileErrors.Of(rule.Query, e));
        }
    }

    private RuleDraft Draft(DetectorRule rule)
    {
        var keys = new KeyPlanner(_fields, _parts.Events);
        var (statement, filters) = rule.Query.Language == QueryLanguage.Eql ? ParsePass.RunStatement(rule.Query, options) : (null, []);
        if (statement is EqlSequence or EqlSample)
            return Sequence(rule, keys, statement, filters);

        var query = statement is EqlEventQuery events
            ? ParsePass.Narrowed(new EqlEventNode(events.Filter, rule.Query.EventCategoryField), filters)
            : ParsePass.Run(rule.Query, options);
        var condition = RuleSetCompiler.ConditionOf(query, _fields);
        if (condition is Always { Value: false })
            throw CompileErrors.NeverMatches();
        if (rule.Criteria is not null && statement?.Pipes is [var pipe, ..])
            throw new QuerySyntaxException("a pipe cuts a list of results; the base query of a threshold, new-terms or threat-match rule has none", pipe.Span);

        var planner = new CriteriaPlanner(keys, rule, condition);
        return rule.Criteria switch
        {
            null => planner.Events(statement?.Pipes ?? []),
            ThresholdCriteria threshold => planner.Threshold(threshold),
            NewTermsCriteria newTerms => planner.NewTerms(newTerms),
            ThreatMatchCriteria threat => new ThreatPlanner(options, _fields, keys, new KeyPlanner(_fields, _parts.Indicators), rule, condition).Plan(threat),
            _ => throw new InvalidOperationException($"{rule.Criteria.GetType().Name} cannot be planned."),
        };
    }

    private RuleDraft Sequence(DetectorRule rule, KeyPlanner keys, EqlStatement statement, IReadOnlyList<QueryNode> filters)
    {
        if (rule.Criteria is not null)
            throw new QuerySyntaxException("a sequence or sample cannot be the base query of a threshold, new-terms or threat-match rule; expected a query on single events", default);
        if (rule.Suppression is { GroupBy.Count: 0 })
            throw new QuerySyntaxException("alert suppression has no fields to group by; expected at least one in `group_by`", default);

        var planner = new SequencePlanner(options, _fields, keys, rule, filters);
        return statement is EqlSequence sequence ? planner.Plan(sequence) : planner.Plan((EqlSample)statement);
    }

    // From here on nothing fails.
    private RulePlan Link(DetectorRule rule, RuleDraft draft)
    {
        var index = _plans.Count;
        var firstScope = _parts.NextScope;
        foreach (var kind in draft.Scopes)
            _parts.AddScope(kind);

        var keys = draft.Queries.SelectMany(query => query.Uses).SelectMany(use => use.Keys).ToList();
        var common = new RuleCommon
        {
            Index = index,
            RuleId = rule.Query.RuleId,
            Fingerprint = RuleFingerprint.Of(rule, keys.SelectMany(plan => plan.Fields).Select(field => field.Type)),
            Timeline = draft.IsSequence ? _parts.TimelineOfSequence(rule.Query) : _parts.TimelineOf(rule),
            NeedsTime = draft.NeedsTime || rule.Suppression is not null,
            FirstScope = firstScope,
            Scopes = draft.Scopes.Count + (rule.Suppression is null ? 0 : 1),
            LookBack = EventSpan.Millis(rule.LookBack),
            Interval = EventSpan.Millis(rule.Interval),
            Suppression = Suppression(rule, draft),
        };
        foreach (var query in draft.Queries)
            _parts.AddQuery(rule.Query, query.Condition, query.Uses.Select(use => new HitTarget(0, index, use.Role, use.Index, use.Keys)));
        if (draft.Indicators is { } indicators)
            _parts.Indicators.Add(indicators.Rule, indicators.Condition, [new HitTarget(0, index, HitRole.Query, 0, indicators.Keys)]);
        return draft.Make(common);
    }

    private SuppressionPlan? Suppression(DetectorRule rule, RuleDraft draft)
    {
        if (rule.Suppression is not { } suppression)
            return null;

        var keys = draft.Suppression!;
        return new SuppressionPlan(
            _parts.AddScope(StateKind.Group),
            EventSpan.Millis(suppression.Duration ?? rule.Interval),
            keys.IsWhole,
            NeedsAllFields: suppression.MissingFieldsStrategy == MissingFieldsStrategy.DoNotSuppress,
            keys.Fields.Length);
    }

    private static void CheckSpans(DetectorRule rule)
    {
        Check(rule.LookBack, "the look-back");
        Check(rule.Interval, "the interval");
        Check(rule.Suppression?.Duration, "the duration of alert suppression");
        Check((rule.Criteria as NewTermsCriteria)?.HistoryWindow, "the history window");
    }

    private static void Check(TimeSpan? span, string what)
    {
        if (span <= TimeSpan.Zero)
            throw new QuerySyntaxException($"{what} is {span}; it has to be longer than nothing", default);
    }
}
