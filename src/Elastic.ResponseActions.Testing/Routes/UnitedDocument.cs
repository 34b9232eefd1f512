using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Testing.Wire;

namespace Elastic.ResponseActions.Testing.Routes;

/// <summary>A host as the united metadata index holds it, for filters: <c>united.endpoint</c> from the endpoint, <c>united.agent</c> from Fleet.</summary>
internal static class UnitedDocument
{
    public static byte[] Of(FakeEndpoint host, DateTimeOffset now)
    {
        var document = new JsonObject
        {
            ["united"] = new JsonObject
            {
                ["endpoint"] = JsonNode.Parse(WireJson.Write(HostView.Show(host, now).Metadata, WireJson.Default.HostMetadata)),
                ["agent"] = new JsonObject
                {
                    ["agent"] = new JsonObject { ["id"] = JsonValue.Create(host.AgentId), ["version"] = JsonValue.Create(host.AgentVersion) },
                    ["policy_id"] = JsonValue.Create($"agent-policy-{host.AgentId}"),
                    ["active"] = JsonValue.Create(host.Status != "unenrolled"),
                    ["last_checkin"] = JsonValue.Create(WireJson.Date(host.LastCheckin(now))),
                },
            },
        };
        return JsonSerializer.SerializeToUtf8Bytes(document, TreeJson.Relaxed.JsonObject);
    }
}
