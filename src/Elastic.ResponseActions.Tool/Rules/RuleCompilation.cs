using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Tool.Input;

namespace Elastic.ResponseActions.Tool.Rules;

/// <summary>The rules of the input, sorted into those that can be matched here and those that cannot, each with its reason.</summary>
/// <param name="Checked">Every rule, in the order read.</param>
/// <param name="Set">The rules that can be matched, compiled.</param>
/// <param name="Usable">The rules of <paramref name="Set"/>, at the same positions.</param>
internal sealed record RuleCompilation(IReadOnlyList<CheckedRule> Checked, RuleSet Set, IReadOnlyList<DetectionRule> Usable)
{
    /// <param name="rules">The rules and where they were read.</param>
    /// <param name="baseQuery">Take the base query of rule types that need more than one event.</param>
    /// <param name="options">How to compile.</param>
    public static RuleCompilation Of(IReadOnlyList<ReadRule> rules, bool baseQuery, RuleSetOptions options)
    {
        var refused = new Dictionary<ReadRule, CheckedRule>();
        var queries = new Dictionary<string, (ReadRule Rule, RuleQuery Query)>(StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            if (rule.Rule.Validate() is [var problem, ..])
                refused.Add(rule, new CheckedRule(rule.Rule, rule.Place, RuleStatus.Error, problem.ToString()));
            else if (!RuleMatchability.TryCreateQuery(rule.Rule, baseQuery, out var query, out var error))
                refused.Add(rule, Refused(rule, error));
            else if (!queries.TryAdd(rule.Rule.RuleId, (rule, query)))
                refused.Add(rule, new CheckedRule(rule.Rule, rule.Place, RuleStatus.Error, $"the rule_id is taken by the rule at {queries[rule.Rule.RuleId].Rule.Place}."));
        }

        RuleSet.TryCompile(queries.Values.Select(item => item.Query), options, out var set, out var errors);
        foreach (var error in errors.DistinctBy(error => error.RuleId))
            refused.Add(queries[error.RuleId].Rule, Refused(queries[error.RuleId].Rule, error));

        return new RuleCompilation(
            [.. rules.Select(rule => refused.GetValueOrDefault(rule) ?? new CheckedRule(rule.Rule, rule.Place, RuleStatus.Ok))],
            set,
            [.. set.Rules.Select(query => queries[query.RuleId].Rule.Rule)]);
    }

    private static CheckedRule Refused(ReadRule rule, QueryError error) => new(
        rule.Rule,
        rule.Place,
        error.Kind == QueryErrorKind.Unsupported ? RuleStatus.Unsupported : RuleStatus.Error,
        error.Message,
        error.Line,
        error.Column)
    { Caret = error.Caret };
}

/// <summary>A rule and where it was read.</summary>
internal sealed class ReadRule(DetectionRule rule, InputPlace place)
{
    public DetectionRule Rule => rule;

    public InputPlace Place => place;
}
