namespace Elastic.ResponseActions.Kibana.Rules;

/// <summary>Everything that can be said against rules before they are sent.</summary>
internal sealed class RuleChecks(KibanaConnection kibana)
{
    /// <exception cref="InvalidRuleException">Kibana would refuse a rule, or is too old for it; all errors of all rules.</exception>
    public async ValueTask ThrowIfInvalidAsync(IReadOnlyList<DetectionRule> rules, CancellationToken cancellationToken)
    {
        if (await CheckAsync(rules, cancellationToken).ConfigureAwait(false) is { Count: > 0 } problems)
            throw new InvalidRuleException(problems);
    }

    public async ValueTask<IReadOnlyList<RuleProblem>> CheckAsync(IReadOnlyList<DetectionRule> rules, CancellationToken cancellationToken)
    {
        // Releases differ only in response actions, so a rule without them asks no server.
        var server = rules.Any(static rule => rule.ResponseActions.Count > 0)
            ? await kibana.Server.TryGetAsync(cancellationToken).ConfigureAwait(false)
            : KibanaServer.Unknown;
        List<RuleProblem> problems = [];
        foreach (var rule in rules)
        {
            problems.AddRange(RuleRequirements.Check(rule, RuleJson.Members(rule)));
            problems.AddRange(rule.Validate());
            problems.AddRange(RuleVersions.Check(rule, server));
        }

        return problems;
    }
}
