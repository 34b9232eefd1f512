namespace Elastic.ResponseActions.Samples;

/// <summary>The code of docs/rules.md.</summary>
internal static class DeployRules
{
    public static async Task RunAsync(ResponseActionsClient client, DetectionRule rule)
    {
        // Every error of the rule at once, and what this server is too old for, before anything is sent.
        DetectionRule stored = await client.Rules.GetAsync(RuleKey.OfRuleId(rule.RuleId)) is { } known
            ? await client.Rules.ReplaceAsync(rule)
            : await client.Rules.CreateAsync(rule);

        RuleBulkResult enabled = await client.Rules.BulkAsync(RuleBulkAction.Enable, RuleSelection.Ids(stored.Id!));
        Console.WriteLine($"{stored.RuleId}: {enabled}");
    }

    public static void Compare(IEnumerable<DetectionRule> before, IEnumerable<DetectionRule> after)
    {
        foreach (ResponseActionChange change in ResponseActionsDiff.Compare(before, after))
            Console.WriteLine(change);
    }
}
