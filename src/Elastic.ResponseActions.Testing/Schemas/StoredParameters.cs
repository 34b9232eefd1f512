using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Testing.Wire;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Schemas;

/// <summary>What Kibana stores as <c>parameters</c>: what was sent, and for some commands what it fills in.</summary>
internal static class StoredParameters
{
    private const int ExecuteTimeoutSeconds = 14_400;

    public static JsonElement? Of(string command, ActionRequest request, SeededIds ids) => command switch
    {
        "execute" when !request.Parameters!.Value.TryGetProperty("timeout", out _) => With(request, stored => stored["timeout"] = JsonValue.Create(ExecuteTimeoutSeconds)),
        "upload" => With(request, stored =>
        {
            var file = request.File!;
            stored["file_id"] = JsonValue.Create(ids.NextUuid());
            stored["file_name"] = JsonValue.Create(file.Name);
            stored["file_sha256"] = JsonValue.Create(Convert.ToHexStringLower(SHA256.HashData(file.Bytes)));
            stored["file_size"] = JsonValue.Create(file.Bytes.Length);
        }),
        _ => request.Parameters,
    };

    private static JsonElement With(ActionRequest request, Action<JsonObject> add)
    {
        var stored = new JsonObject();
        foreach (var member in request.Parameters!.Value.EnumerateObject())
            stored[member.Name] = JsonNode.Parse(member.Value.GetRawText());
        add(stored);
        return JsonSerializer.SerializeToElement(stored, TreeJson.Relaxed.JsonObject);
    }
}
