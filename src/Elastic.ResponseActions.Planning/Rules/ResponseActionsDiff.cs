namespace Elastic.ResponseActions;

/// <summary>
/// How the response actions of two sets of rules differ, e.g. of two exports. Rules are the same where their <c>rule_id</c> is; actions where all
/// their members are, those this library does not know included. Their order does not count: Kibana runs them in none.
/// </summary>
public static class ResponseActionsDiff
{
    /// <summary>Lists what was added, removed and changed, by <c>rule_id</c> and then in the order of the rule.</summary>
    /// <param name="before">The rules as they were.</param>
    /// <param name="after">The rules as they are.</param>
    /// <returns>The changes; empty where no response action differs.</returns>
    /// <exception cref="ArgumentException">A set holds a <c>rule_id</c> twice; it lists them all.</exception>
    public static IReadOnlyList<ResponseActionChange> Compare(IEnumerable<DetectionRule> before, IEnumerable<DetectionRule> after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var old = ByRuleId(before, nameof(before));
        var now = ByRuleId(after, nameof(after));
        return [.. old.Keys.Union(now.Keys).Order(StringComparer.Ordinal).SelectMany(id => Compare(old.GetValueOrDefault(id), now.GetValueOrDefault(id)))];
    }

    private static IEnumerable<ResponseActionChange> Compare(DetectionRule? before, DetectionRule? after)
    {
        List<RuleResponseAction> removed = [.. before?.ResponseActions ?? []], added = [];
        foreach (var action in after?.ResponseActions ?? [])
        {
            if (!removed.Remove(action))
                added.Add(action);
        }

        var rule = (after ?? before)!;
        foreach (var old in removed)
        {
            // The same command with other parameters is one change and not two.
            var same = added.FindIndex(action => KindOf(action) == KindOf(old));
            yield return new ResponseActionChange { RuleId = rule.RuleId, RuleName = rule.Name, Before = old, After = same < 0 ? null : added[same] };
            if (same >= 0)
                added.RemoveAt(same);
        }

        foreach (var action in added)
            yield return new ResponseActionChange { RuleId = rule.RuleId, RuleName = rule.Name, After = action };
    }

    private static (string, string?) KindOf(RuleResponseAction action) => (action.ActionTypeId, (action as EndpointResponseAction)?.Command?.Name);

    private static Dictionary<string, DetectionRule> ByRuleId(IEnumerable<DetectionRule> rules, string name)
    {
        var groups = rules.GroupBy(static rule => rule.RuleId, StringComparer.Ordinal).ToList();
        var doubled = groups.Where(static group => group.Count() > 1).Select(static group => $"`{group.Key}`").ToList();
        return doubled.Count == 0
            ? groups.ToDictionary(static group => group.Key, static group => group.First(), StringComparer.Ordinal)
            : throw new ArgumentException($"The rules hold a rule_id twice: {string.Join(", ", doubled)}. Which one counts cannot be told.", name);
    }
}
