using System.Text.Json;
using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Rules;
using Elastic.ResponseActions.Testing.Search;
using Elastic.ResponseActions.Testing.Texts;
using Elastic.ResponseActions.Testing.Wire;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Alerts;

/// <summary>Searches a space's alerts; the answer is Elasticsearch's own.</summary>
internal sealed class AlertSearchRoute(FakeWorld world) : AlertRoute(world, "/api/detection_engine/signals/search")
{
    private static readonly string[] Members = ["query", "aggs", "size", "sort", "_source", "fields", "runtime_mappings", "track_total_hits"];

    private static readonly Dictionary<string, FieldKind> Kinds = new()
    {
        ["query"] = FieldKind.Object,
        ["aggs"] = FieldKind.Object,
        ["runtime_mappings"] = FieldKind.Object,
        ["fields"] = FieldKind.Texts,
        ["size"] = new FieldKind.NumberKind(0, IsWhole: true),
        ["track_total_hits"] = FieldKind.Flag,
    };

    protected override void Check(JsonElement body, List<(string Path, string Problem)> problems)
    {
        foreach (var (name, kind) in Kinds)
        {
            if (body.TryGetProperty(name, out var value))
                problems.AddRange(kind.Check(value, name));
        }

        // All, a pattern, or a list of patterns; never the object with `includes` and `excludes` that Elasticsearch itself would take.
        if (body.TryGetProperty("_source", out var source) && source.ValueKind is not (JsonValueKind.True or JsonValueKind.False or JsonValueKind.String) && FieldKind.Texts.Check(source, "_source").Any())
            problems.Add(("_source", "Invalid input"));
        if (body.TryGetProperty("sort", out var sort) && sort.ValueKind is not (JsonValueKind.String or JsonValueKind.Object or JsonValueKind.Array))
            problems.Add(("sort", "Invalid input"));
    }

    protected override Answer Run(Call call, JsonElement body)
    {
        if (!Members.Any(name => body.TryGetProperty(name, out _)))
            return Answer.EngineError(400, RuleTexts.NoSearch, "Send a `query`, or `aggs`.");
        return new Answer(200, JsonSerializer.SerializeToUtf8Bytes(new SearchRequest(body, call.Now).Run(World.Alerts.In(call.SpaceId)), TreeJson.Relaxed.JsonObject));
    }
}
