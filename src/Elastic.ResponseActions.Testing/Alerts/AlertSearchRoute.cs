using System.Text.Json;
using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Search;
using Elastic.ResponseActions.Testing.Texts;
using Elastic.ResponseActions.Testing.Wire;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Alerts;

/// <summary>Searches a space's alerts; the answer is Elasticsearch's own.</summary>
internal sealed class AlertSearchRoute(FakeWorld world) : AlertRoute(world, "/api/detection_engine/signals/search")
{
    private static readonly string[] Members = ["query", "aggs", "size", "sort", "_source", "fields", "runtime_mappings", "track_total_hits"];

    protected override void Check(JsonElement body, List<(string Path, string Problem)> problems)
    {
    }

    protected override Answer Run(Call call, JsonElement body)
    {
        if (!Members.Any(name => body.TryGetProperty(name, out _)))
            return Answer.EngineError(400, RuleTexts.NoSearch, "Send a `query`, or `aggs`.");
        return new Answer(200, JsonSerializer.SerializeToUtf8Bytes(new SearchRequest(body, call.Now).Run(World.Alerts.In(call.SpaceId)), TreeJson.Relaxed.JsonObject));
    }
}
