using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Testing.Wire;

namespace Elastic.ResponseActions.Testing.Rules;

/// <summary>A rule as Kibana keeps and shows it. Replaced whole, never changed.</summary>
internal sealed record StoredRule(string SpaceId, JsonObject Members)
{
    // Looked for among ten thousand rules, for each of ten thousand lines of an import.
    public string Id { get; } = Text(Members, "id")!;

    public string RuleId { get; } = Text(Members, "rule_id")!;

    public string Name => Text(Members, "name")!;

    public string Type => Text(Members, "type")!;

    public bool IsEnabled => Members["enabled"]?.GetValueKind() == JsonValueKind.True;

    public bool IsImmutable => Members["immutable"]?.GetValueKind() == JsonValueKind.True;

    public IReadOnlyList<JsonObject> ResponseActions => Members["response_actions"] is JsonArray actions ? [.. actions.OfType<JsonObject>()] : [];

    /// <summary>A copy of the members, to be changed.</summary>
    public JsonObject Copy() => Members.DeepClone().AsObject();

    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(Members, TreeJson.Relaxed.JsonObject);

    private static string? Text(JsonObject members, string name) => members[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
