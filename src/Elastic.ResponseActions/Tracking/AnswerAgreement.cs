using Elastic.ResponseActions.Kibana;

namespace Elastic.ResponseActions.Tracking;

/// <summary>Compares an action as Kibana tells it with what was asked: this command, on this one agent.</summary>
internal static class AnswerAgreement
{
    /// <summary>What is wrong, as the end of a sentence; null where nothing is.</summary>
    public static string? Problem(ActionDetails details, AskedAction asked)
    {
        var agent = asked.AgentId;
        if (details.Command != asked.Command)
            return $"names the command `{VisibleText.Of(details.Command.Name, 64)}` instead of `{asked.Command}`";
        if (details.AgentType != asked.AgentType)
            return $"names the agent type `{VisibleText.Of(details.AgentType.Name, 64)}`";
        if (details.Agents.Count == 0)
            return $"names no agent: Kibana left endpoint '{agent}' out";
        if (details.Agents.Count > 1 || details.Agents[0] != agent.Value)
            return $"names other agents than '{agent}': {string.Join(", ", details.Agents.Take(5).Select(static a => $"'{VisibleText.Of(a, 128)}'"))}";

        return null;
    }
}
