using Elastic.ResponseActions.Tool.Input;

namespace Elastic.ResponseActions.Tool.Rules;

/// <summary>Stores rules in two steps: first everything is said that speaks against any of them, and only then the first one is sent.</summary>
internal sealed class RulePush(ResponseActionsClient client, IReadOnlyList<ReadRule> rules)
{
    private readonly List<IReadOnlyList<string>> _stored = [];

    /// <summary>What was stored, in order: <c>rule_id</c>, and <c>created</c> or <c>replaced</c>.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Stored => _stored;

    /// <summary>Names every error of every rule. Nothing is stored.</summary>
    public async Task CheckAsync(InputProblems problems, CancellationToken stop)
    {
        Dictionary<string, InputPlace> places = new(StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            if (!places.TryAdd(rule.Rule.RuleId, rule.Place))
                problems.Report(rule.Place.File, rule.Place.Line, $"the rule_id '{rule.Rule.RuleId}' is taken by the rule at {places[rule.Rule.RuleId]}.");
        }

        foreach (var problem in await client.Rules.CheckAsync([.. rules.Select(rule => rule.Rule)], stop))
            problems.Report(places[problem.RuleId].File, places[problem.RuleId].Line, problem.ToString());
    }

    /// <summary>Stores the rules one by one. Which are there already is read of all before the first is sent, so that a wrong address or key stores none.</summary>
    public async Task StoreAsync(CancellationToken stop)
    {
        List<bool> known = [];
        foreach (var rule in rules)
            known.Add(await client.Rules.GetAsync(RuleKey.OfRuleId(rule.Rule.RuleId), stop) is not null);

        foreach (var (rule, isKnown) in rules.Zip(known))
        {
            if (isKnown)
                await client.Rules.ReplaceAsync(rule.Rule, stop);
            else
                await client.Rules.CreateAsync(rule.Rule, stop);
            _stored.Add([rule.Rule.RuleId, isKnown ? "replaced" : "created"]);
        }
    }
}
