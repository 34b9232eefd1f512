using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Wire;

namespace Elastic.ResponseActions.Testing.Alerts;

/// <summary>Elasticsearch's answer to an update by query.</summary>
internal static class AlertUpdates
{
    public static Answer Of(int total)
    {
        var body = new JsonObject
        {
            ["took"] = JsonValue.Create(1),
            ["timed_out"] = JsonValue.Create(false),
            ["total"] = JsonValue.Create(total),
            ["updated"] = JsonValue.Create(total),
            ["deleted"] = JsonValue.Create(0),
            ["batches"] = JsonValue.Create(total == 0 ? 0 : 1),
            ["version_conflicts"] = JsonValue.Create(0),
            ["noops"] = JsonValue.Create(0),
            ["retries"] = new JsonObject { ["bulk"] = JsonValue.Create(0), ["search"] = JsonValue.Create(0) },
            ["throttled_millis"] = JsonValue.Create(0),
            ["requests_per_second"] = JsonValue.Create(-1),
            ["throttled_until_millis"] = JsonValue.Create(0),
            ["failures"] = new JsonArray(),
        };
        return new Answer(200, JsonSerializer.SerializeToUtf8Bytes(body, TreeJson.Relaxed.JsonObject));
    }
}
