using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Tool.Rules;

/// <summary>Says of each rule whether it can be used, and if not, why.</summary>
internal static class RuleChecks
{
    /// <param name="input">The rules.</param>
    /// <param name="compile">Compiles the rules that are sound and have an id of their own, and says what is wrong with the others.</param>
    public static IReadOnlyList<CheckedRule> Of(RuleInput input, Func<IEnumerable<DetectionRule>, IEnumerable<QueryError>> compile)
    {
        var refused = new Dictionary<ReadRule, CheckedRule>();
        var byId = new Dictionary<string, ReadRule>(StringComparer.Ordinal);
        foreach (var rule in input.Rules)
        {
            if (rule.Rule.Validate() is [var problem, ..])
                refused.Add(rule, new CheckedRule(rule.Rule, rule.Place, RuleStatus.Error, problem.ToString()));
            else if (!byId.TryAdd(rule.Rule.RuleId, rule))
                refused.Add(rule, new CheckedRule(rule.Rule, rule.Place, RuleStatus.Error, $"the rule_id is taken by the rule at {byId[rule.Rule.RuleId].Place}."));
        }

        foreach (var error in compile(byId.Values.Select(rule => rule.Rule)).DistinctBy(error => error.RuleId))
            refused.Add(byId[error.RuleId], Refused(byId[error.RuleId], error, input.Exceptions));

        return [.. input.Rules.Select(rule => refused.GetValueOrDefault(rule) ?? new CheckedRule(rule.Rule, rule.Place, RuleStatus.Ok))];
    }

    private static CheckedRule Refused(ReadRule rule, QueryError error, ExceptionLists? exceptions) => new(
        rule.Rule,
        rule.Place,
        error.Kind == QueryErrorKind.Unsupported ? RuleStatus.Unsupported : RuleStatus.Error,
        LacksLists(rule.Rule, exceptions) ? $"{error.Message} Give the lists with --exceptions FILE." : error.Message,
        error.Line,
        error.Column)
    { Caret = error.Caret };

    private static bool LacksLists(DetectionRule rule, ExceptionLists? exceptions) =>
        rule.ExceptionsList.Count > 0
        && !RuleMatchability.TryCreateQuery(rule, baseQuery: true, out _, out _, exceptions)
        && RuleMatchability.TryCreateQuery(rule with { ExceptionsList = [] }, baseQuery: true, out _, out _);
}
