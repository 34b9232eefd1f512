using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Elastic.ResponseActions.Testing.Alerts;

/// <summary>Where an alert comes from: the event behind it, or the alerts behind it and their own ancestors.</summary>
internal static class AlertAncestors
{
    // As long as an id that Elasticsearch makes.
    private const int IdLength = 20;

    public static JsonArray OfEvent(JsonElement document) => new((JsonNode)new JsonObject
    {
        ["id"] = IdOf(document),
        ["type"] = "event",
        ["index"] = IndexOf(document),
        ["depth"] = 0,
    });

    public static JsonArray OfAlerts(IEnumerable<StoredAlert> alerts)
    {
        var ancestors = new JsonArray();
        foreach (var alert in alerts)
        {
            ancestors.Add((JsonNode)new JsonObject { ["id"] = alert.Id, ["type"] = "signal", ["index"] = alert.Index, ["depth"] = 1, ["rule"] = alert.RuleId });
            foreach (var before in alert.List("kibana.alert.ancestors") ?? [])
                ancestors.Add(before!.DeepClone());
        }
        return ancestors;
    }

    // Documents of a test have no id: what one says is its name, so that it is the same in every alert.
    private static string IdOf(JsonElement document) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document.GetRawText())))[..IdLength];

    private static string IndexOf(JsonElement document) =>
        document.TryGetProperty("data_stream", out var stream) && stream.ValueKind == JsonValueKind.Object ? $"{Part(stream, "type")}-{Part(stream, "dataset")}-{Part(stream, "namespace")}" : "";

    private static string Part(JsonElement stream, string name) => stream.TryGetProperty(name, out var value) ? value.ToString() : "";
}
