using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Testing.Wire;

namespace Elastic.ResponseActions.Testing.Rules;

/// <summary>A rule as Kibana keeps and shows it. Replaced whole, never changed.</summary>
internal sealed record StoredRule(string SpaceId, JsonObject Members)
{
    public string Id => Text("id")!;

    public string RuleId => Text("rule_id")!;

    public string Name => Text("name")!;

    public string Type => Text("type")!;

    public bool IsEnabled => Members["enabled"]?.GetValueKind() == JsonValueKind.True;

    public bool IsImmutable => Members["immutable"]?.GetValueKind() == JsonValueKind.True;

    public IReadOnlyList<JsonObject> ResponseActions => Members["response_actions"] is JsonArray actions ? [.. actions.OfType<JsonObject>()] : [];

    /// <summary>A copy of the members, to be changed.</summary>
    public JsonObject Copy() => Members.DeepClone().AsObject();

    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(Members, TreeJson.Relaxed.JsonObject);

    private string? Text(string name) => Members[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
