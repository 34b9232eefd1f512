using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Testing.Alerts;

namespace Elastic.ResponseActions.Testing.Search;

/// <summary>A search of the alerts index: which, how many, in what order, what of them.</summary>
internal sealed class SearchRequest
{
    private const int UsualSize = 10, Window = 10_000;

    private readonly Func<StoredAlert, bool> _fits;
    private readonly int _size;
    private readonly IReadOnlyList<(string Field, bool IsDescending)> _sort;
    private readonly SourceFilter _source;
    private readonly JsonElement? _aggregations;
    private readonly DateTimeOffset _now;

    /// <exception cref="SearchException">The body is no search, or one that this fake does not run.</exception>
    public SearchRequest(JsonElement body, DateTimeOffset now)
    {
        _now = now;
        _fits = body.TryGetProperty("query", out var query) ? QueryDsl.Compile(query, now) : _ => true;
        _size = Size(body);
        _sort = SortOrder.Read(body);
        _source = new SourceFilter(body);
        _aggregations = body.TryGetProperty("aggs", out var aggs) || body.TryGetProperty("aggregations", out aggs) ? aggs : null;
        if (_aggregations is { } asked)
            Aggregations.Check(asked);
        if (body.TryGetProperty("runtime_mappings", out var runtime) && runtime.ValueKind == JsonValueKind.Object && runtime.GetPropertyCount() > 0)
            throw new SearchException("runtime_mappings need Elasticsearch; FakeKibana does not evaluate them");
    }

    public JsonObject Run(IEnumerable<StoredAlert> alerts)
    {
        List<StoredAlert> found = [.. alerts.Where(_fits)];
        var sorted = SortOrder.Apply(found, _sort, _now);
        var answer = new JsonObject
        {
            ["took"] = JsonValue.Create(1),
            ["timed_out"] = JsonValue.Create(false),
            ["_shards"] = new JsonObject { ["total"] = JsonValue.Create(1), ["successful"] = JsonValue.Create(1), ["skipped"] = JsonValue.Create(0), ["failed"] = JsonValue.Create(0) },
            ["hits"] = new JsonObject
            {
                ["total"] = new JsonObject { ["value"] = JsonValue.Create(found.Count), ["relation"] = JsonValue.Create("eq") },
                ["max_score"] = null,
                ["hits"] = new JsonArray([.. sorted.Take(_size).Select(alert => (JsonNode)Hit(alert))]),
            },
        };
        if (_aggregations is { } asked)
            answer["aggregations"] = Aggregations.Run(asked, found);
        return answer;
    }

    private JsonObject Hit(StoredAlert alert)
    {
        var hit = new JsonObject { ["_index"] = JsonValue.Create(alert.Index), ["_id"] = JsonValue.Create(alert.Id), ["_score"] = null };
        _source.Fill(hit, alert);
        if (_sort.Count > 0)
            hit["sort"] = new JsonArray([.. _sort.Select(by => FieldValues.Of(alert, by.Field) is [var first, ..] ? (JsonNode)JsonValue.Create(first) : null)]);
        return hit;
    }

    private static int Size(JsonElement body)
    {
        if (!body.TryGetProperty("size", out var size))
            return UsualSize;
        if (size.ValueKind != JsonValueKind.Number || !size.TryGetInt32(out var number) || number < 0)
            throw new SearchException("[size] parameter must be a number from 0");
        return number <= Window ? number : throw new SearchException($"Result window is too large, from + size must be less than or equal to: [{Window}] but was [{number}].");
    }
}
