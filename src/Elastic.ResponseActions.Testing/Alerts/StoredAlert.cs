using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Testing.Wire;

namespace Elastic.ResponseActions.Testing.Alerts;

/// <summary>One document of the alerts index. Its members change; its fields are read again after each change.</summary>
internal sealed class StoredAlert(string id, string spaceId, bool isPreview, JsonObject members)
{
    private AlertFields? _fields;

    public string Id => id;

    public string SpaceId => spaceId;

    public bool IsPreview => isPreview;

    public string Index => $".{(isPreview ? "preview" : "internal")}.alerts-security.alerts-{spaceId}-000001";

    public AlertFields Fields => _fields ??= AlertFields.Parse(ToUtf8());

    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(members, TreeJson.Relaxed.JsonObject);

    public void Set(string name, JsonNode value)
    {
        members[name] = value;
        _fields = null;
    }

    /// <summary>The saved-object id of its rule.</summary>
    public string RuleId => members["kibana.alert.rule.uuid"]!.GetValue<string>();

    public JsonArray? List(string name) => members[name] as JsonArray;
}
