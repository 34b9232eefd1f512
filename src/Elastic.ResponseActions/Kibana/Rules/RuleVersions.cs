namespace Elastic.ResponseActions.Kibana.Rules;

/// <summary>What the server is too old for among a rule's response actions, said before the call and with the release that has it.</summary>
internal static class RuleVersions
{
    public static IEnumerable<RuleProblem> Check(DetectionRule rule, KibanaServer server)
    {
        // Osquery came before Endpoint, and is not this library's to gate.
        if (!rule.ResponseActions.OfType<EndpointResponseAction>().Any())
            yield break;

        if (rule.Type.Name is not ("query" or "saved_query") && server.WhyNot(ServerFeatures.ResponseActionsOfAllRuleTypes) is { } whole)
            yield return RuleRequirements.Problem(rule, "response_actions", whole);

        for (var i = 0; i < rule.ResponseActions.Count; i++)
        {
            if (rule.ResponseActions[i] is not EndpointResponseAction { Command: { } command } action)
                continue;

            if (ServerFeatures.Automated(command) is { } feature && server.WhyNot(feature) is { } why)
                yield return RuleRequirements.Problem(rule, "params.command", why, i);
            if (action is ProcessResponseAction { Selector.KillDescendants: true } && server.WhyNot(ServerFeatures.KillDescendants) is { } tooOld)
                yield return RuleRequirements.Problem(rule, "params.config.kill_descendants", tooOld, i);
        }
    }
}
