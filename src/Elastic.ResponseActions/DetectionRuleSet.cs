using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions;

/// <summary>Detection rules that can be matched in this process, compiled. Immutable; share it between threads.</summary>
public sealed class DetectionRuleSet
{
    private DetectionRuleSet(RuleSet compiled, IReadOnlyList<DetectionRule> rules)
    {
        Compiled = compiled;
        Rules = rules;
    }

    /// <summary>The rules, in the order of <see cref="RuleSet.Rules"/>.</summary>
    public IReadOnlyList<DetectionRule> Rules { get; }

    /// <summary>The compiled queries.</summary>
    public RuleSet Compiled { get; }

    /// <summary>Compiles rules; all of them have to be of a kind that can be matched here.</summary>
    /// <param name="rules">The rules, each with a <c>rule_id</c> of its own.</param>
    /// <param name="options">Settings and limits of matching.</param>
    /// <param name="exceptions">The exception lists that rules refer to; a rule of whose lists one is not there cannot be used.</param>
    /// <exception cref="QueryParseException">At least one rule cannot be used; it lists every error of every rule.</exception>
    public static DetectionRuleSet Compile(IEnumerable<DetectionRule> rules, RuleSetOptions? options = null, ExceptionLists? exceptions = null) =>
        TryCompile(rules, options, out var usable, out var errors, exceptions: exceptions) ? usable : throw new QueryParseException(errors);

    /// <summary>Compiles the rules that can be used and reports all errors of all others.</summary>
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
        Dictionary<string, DetectionRule> byId = [];
        foreach (var rule in rules)
        {
            if (!RuleMatchability.TryCreateQuery(rule, baseQuery, out var query, out var error, exceptions))
            {
                found.Add(error);
                continue;
            }

            queries.Add(query);
            byId.TryAdd(rule.RuleId, rule);
        }

        if (!RuleSet.TryCompile(queries, options, out var compiled, out var compileErrors))
            found.AddRange(compileErrors);

        usable = new DetectionRuleSet(compiled, [.. compiled.Rules.Select(q => byId[q.RuleId])]);
        errors = found;
        return found.Count == 0;
    }
}
