using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions;

/// <summary>Detection rules that can be evaluated on one pass of events, compiled. Immutable; share it between threads.</summary>
public sealed class DetectionRuleSet
{
    private DetectionRuleSet(RuleSet compiled, DetectorSet detectors, IReadOnlyList<DetectionRule> rules)
    {
        Compiled = compiled;
        Detectors = detectors;
        Rules = rules;
    }

    /// <summary>The rules: first those that a single event decides, in the order of <see cref="RuleSet.Rules"/>, then the others, in the order of <see cref="DetectorSet.Rules"/>.</summary>
    public IReadOnlyList<DetectionRule> Rules { get; }

    /// <summary>The queries that a single event decides.</summary>
    public RuleSet Compiled { get; }

    /// <summary>The rules that need several events: EQL sequences and samples, EQL with a pipe, thresholds. They see a pass as one run.</summary>
    public DetectorSet Detectors { get; }

    /// <summary>Compiles rules; all of them have to be of a kind that can be evaluated on one pass.</summary>
    /// <param name="rules">The rules, each with a <c>rule_id</c> of its own.</param>
    /// <param name="options">Settings and limits of matching.</param>
    /// <param name="exceptions">The exception lists that rules refer to; a rule of whose lists one is not there cannot be used.</param>
    /// <exception cref="QueryParseException">At least one rule cannot be used; it lists every error of every rule.</exception>
    public static DetectionRuleSet Compile(IEnumerable<DetectionRule> rules, RuleSetOptions? options = null, ExceptionLists? exceptions = null) =>
        TryCompile(rules, options, out var usable, out var errors, exceptions: exceptions) ? usable : throw new QueryParseException(errors);

    /// <summary>
    /// Compiles the rules that can be used and reports all errors of all others. New-terms and threat-match rules cannot: they need what was seen before the pass, or
    /// indicators. Run them through a <see cref="RuleDetector"/> that has these, and hand its alerts to <see cref="ResponsePipeline.ProcessAlertsAsync"/>.
    /// </summary>
    /// <param name="rules">The rules, each with a <c>rule_id</c> of its own.</param>
    /// <param name="options">Settings and limits of matching.</param>
    /// <param name="usable">Every rule that can be used; empty where none can.</param>
    /// <param name="errors">Every error of every other rule, with its kind.</param>
    /// <param name="baseQuery">True: threshold, new-terms and threat-match rules are matched by their base query, which matches more than the rule alerts on.</param>
    /// <param name="exceptions">The exception lists that rules refer to; a rule of whose lists one is not there cannot be used.</param>
    /// <returns>True where every rule can be used.</returns>
    public static bool TryCompile(
        IEnumerable<DetectionRule> rules,
        RuleSetOptions? options,
        out DetectionRuleSet usable,
        out IReadOnlyList<QueryError> errors,
        bool baseQuery = false,
        ExceptionLists? exceptions = null)
    {
        ArgumentNullException.ThrowIfNull(rules);
        List<QueryError> found = [];
        List<RuleQuery> queries = [];
        List<DetectorRule> detectorRules = [];
        Dictionary<string, DetectionRule> byId = [];
        foreach (var rule in rules)
        {
            QueryError? error;
            if (byId.ContainsKey(rule.RuleId))
                error = SecondId(rule);
            else if (!NeedsPass(rule, baseQuery))
                Add(RuleMatchability.TryCreateQuery(rule, baseQuery, out var query, out error, exceptions) ? query : null, queries);
            else
                Add(RuleMatchability.TryCreateDetectorRule(rule, out var detectorRule, out error, exceptions) ? detectorRule.AsOneRun() : null, detectorRules);

            if (error is null)
                byId.Add(rule.RuleId, rule);
            else
                found.Add(error);
        }

        if (!RuleSet.TryCompile(queries, options, out var compiled, out var compileErrors))
            found.AddRange(compileErrors);
        if (!DetectorSet.TryCompile(detectorRules, options, out var detectors, out var detectorErrors))
            found.AddRange(detectorErrors);

        usable = new DetectionRuleSet(
            compiled,
            detectors,
            [.. compiled.Rules.Select(query => byId[query.RuleId]), .. detectors.Rules.Select(rule => byId[rule.Query.RuleId])]);
        errors = found;
        return found.Count == 0;
    }

    // New terms and threat matches would alert on more within one pass than they should, or on nothing; they stay with the refusal of their kind.
    private static bool NeedsPass(DetectionRule rule, bool baseQuery) => rule switch
    {
        ThresholdRule => !baseQuery,
        EqlRule => RuleMatchability.NeedsDetector(rule),
        _ => false,
    };

    private static void Add<T>(T? made, List<T> all)
        where T : class
    {
        if (made is not null)
            all.Add(made);
    }

    private static QueryError SecondId(DetectionRule rule) => new()
    {
        RuleId = rule.RuleId,
        RuleName = rule.Name,
        Kind = QueryErrorKind.Syntax,
        Message = $"rule id '{rule.RuleId}' is used by an earlier rule; every rule needs an id of its own",
    };
}
