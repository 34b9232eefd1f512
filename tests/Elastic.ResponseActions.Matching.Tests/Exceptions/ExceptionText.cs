using System.Text.Json;
using System.Text.Json.Nodes;

namespace Elastic.ResponseActions.Matching.Tests.Exceptions;

/// <summary>Reads exception items for tests, in full or in short: an array of entries is one item of them.</summary>
internal static class ExceptionText
{
    public static IEnumerable<ExceptionItem> Items(string json)
    {
        var node = JsonNode.Parse(json)!;
        var items = node is JsonArray list && list.All(it => it!["entries"] is not null && it["field"] is null) ? list.Select(it => it!.AsObject()).ToList()
            : node is JsonArray entries ? [new JsonObject { ["entries"] = entries.DeepClone() }]
            : [node.AsObject()];
        foreach (var (index, item) in items.Index())
        {
            var whole = item.DeepClone().AsObject();
            whole.TryAdd("item_id", $"item{index}");
            yield return ExceptionItem.Parse(JsonElement.Parse(whole.ToJsonString()));
        }
    }
}
