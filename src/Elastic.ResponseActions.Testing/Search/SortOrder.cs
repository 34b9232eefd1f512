using System.Text.Json;
using Elastic.ResponseActions.Testing.Alerts;

namespace Elastic.ResponseActions.Testing.Search;

/// <summary>The <c>sort</c> of a search: fields, each up or down. An alert without the field comes last, as in Elasticsearch.</summary>
internal static class SortOrder
{
    public static IReadOnlyList<(string Field, bool IsDescending)> Read(JsonElement body)
    {
        if (!body.TryGetProperty("sort", out var sort))
            return [];
        return [.. (sort.ValueKind == JsonValueKind.Array ? sort.EnumerateArray() : Enumerable.Repeat(sort, 1)).SelectMany(Fields)];
    }

    public static List<StoredAlert> Apply(List<StoredAlert> alerts, IReadOnlyList<(string Field, bool IsDescending)> sort, DateTimeOffset now)
    {
        if (sort.Count == 0)
            return alerts;
        return [.. alerts.Order(Comparer<StoredAlert>.Create((left, right) =>
        {
            foreach (var (field, isDescending) in sort)
            {
                var compared = Compare(FieldValues.Of(left, field), FieldValues.Of(right, field), isDescending, now);
                if (compared != 0)
                    return compared;
            }
            return 0;
        }))];
    }

    private static int Compare(IReadOnlyList<string> left, IReadOnlyList<string> right, bool isDescending, DateTimeOffset now)
    {
        if (left.Count == 0 || right.Count == 0)
            return right.Count - left.Count;
        var compared = FieldValues.Compare(left[0], right[0], now);
        return isDescending ? -compared : compared;
    }

    private static IEnumerable<(string, bool)> Fields(JsonElement by)
    {
        if (by.ValueKind == JsonValueKind.String)
            return [(by.GetString()!, false)];
        if (by.ValueKind != JsonValueKind.Object)
            throw new SearchException("malformed sort format");
        return by.EnumerateObject().Select(field => (field.Name, IsDescending(field.Value)));
    }

    private static bool IsDescending(JsonElement order) =>
        (order.ValueKind == JsonValueKind.Object && order.TryGetProperty("order", out var named) ? named : order) is { ValueKind: JsonValueKind.String } text && text.ValueEquals("desc");
}
