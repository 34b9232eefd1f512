using System.Text.Json;

namespace Elastic.ResponseActions.Kibana;

/// <summary>Reads what is under way on at most 50 hosts. An answer that leaves one out is an error: its silence must not look like peace.</summary>
internal static class PendingReader
{
    public const int MaxAgents = 50;

    public static async ValueTask<List<EndpointPendingActions>> ReadAsync(KibanaConnection kibana, EndpointId[] agents, CancellationToken cancellationToken)
    {
        var request = kibana.Get("/api/endpoint/action_status", [.. agents.Select(static a => KeyValuePair.Create("agent_ids", a.Value))]);
        var response = await kibana.ReadAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != 200)
            throw kibana.Refused(request, response);
        if (kibana.ReadObject(request, response).Member("data") is not { ValueKind: JsonValueKind.Array } data)
            throw kibana.NotUnderstood(request, response, "without a list in `data`");

        Dictionary<string, JsonElement> found = [];
        foreach (var item in data.EnumerateArray())
        {
            if (item.Text("agent_id") is { } id)
                found[id] = item;
        }

        List<EndpointPendingActions> pending = [];
        foreach (var agent in agents)
        {
            if (!found.TryGetValue(agent.Value, out var item))
                throw kibana.NotUnderstood(request, response, $"without endpoint '{agent}'");
            pending.Add(new EndpointPendingActions(agent, ReadCounts(item.Member("pending_actions"))));
        }

        return pending;
    }

    private static Dictionary<ResponseActionCommand, int> ReadCounts(JsonElement? counts)
    {
        Dictionary<ResponseActionCommand, int> commands = [];
        if (counts is not { ValueKind: JsonValueKind.Object } members)
            return commands;

        foreach (var member in members.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetInt32(out var count) && count > 0)
                commands[new ResponseActionCommand(member.Name)] = count;
        }

        return commands;
    }
}
