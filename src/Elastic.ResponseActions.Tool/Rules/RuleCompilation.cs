using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Tool.Input;

namespace Elastic.ResponseActions.Tool.Rules;

/// <summary>The rules of the input, sorted into those that can be matched here and those that cannot, each with its reason.</summary>
/// <param name="Checked">Every rule, in the order read.</param>
/// <param name="Rules">The rules that can be matched, compiled.</param>
internal sealed record RuleCompilation(IReadOnlyList<CheckedRule> Checked, DetectionRuleSet Rules)
{
    public RuleSet Set => Rules.Compiled;

    /// <summary>The rules of <see cref="Set"/>, at the same positions.</summary>
    public IReadOnlyList<DetectionRule> Usable => Rules.Rules;

    /// <param name="rules">The rules and where they were read.</param>
    /// <param name="baseQuery">Take the base query of rule types that need more than one event.</param>
    /// <param name="options">How to compile.</param>
    public static RuleCompilation Of(IReadOnlyList<ReadRule> rules, bool baseQuery, RuleSetOptions options)
    {
        var refused = new Dictionary<ReadRule, CheckedRule>();
        var byId = new Dictionary<string, ReadRule>(StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            if (rule.Rule.Validate() is [var problem, ..])
                refused.Add(rule, new CheckedRule(rule.Rule, rule.Place, RuleStatus.Error, problem.ToString()));
            else if (!byId.TryAdd(rule.Rule.RuleId, rule))
                refused.Add(rule, new CheckedRule(rule.Rule, rule.Place, RuleStatus.Error, $"the rule_id is taken by the rule at {byId[rule.Rule.RuleId].Place}."));
        }

        DetectionRuleSet.TryCompile(byId.Values.Select(rule => rule.Rule), options, out var usable, out var errors, baseQuery);
        foreach (var error in errors.DistinctBy(error => error.RuleId))
            refused.Add(byId[error.RuleId], Refused(byId[error.RuleId], error));

        return new RuleCompilation([.. rules.Select(rule => refused.GetValueOrDefault(rule) ?? new CheckedRule(rule.Rule, rule.Place, RuleStatus.Ok))], usable);
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
