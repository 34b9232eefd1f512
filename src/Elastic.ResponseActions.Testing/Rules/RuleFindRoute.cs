using System.Globalization;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Schemas;
using Elastic.ResponseActions.Testing.Texts;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Rules;

/// <summary>Lists rules; its answer spells <c>perPage</c>, its query <c>per_page</c>.</summary>
internal sealed class RuleFindRoute(FakeWorld world) : RuleRoute(world, "GET", Root + "/_find", writes: false)
{
    private static readonly Dictionary<string, string> SortFields = new()
    {
        ["created_at"] = "created_at",
        ["createdAt"] = "created_at",
        ["enabled"] = "enabled",
        ["name"] = "name",
        ["risk_score"] = "risk_score",
        ["riskScore"] = "risk_score",
        ["severity"] = "severity",
        ["updated_at"] = "updated_at",
        ["updatedAt"] = "updated_at",
    };

    public override Work? Read(Call call, out string error)
    {
        List<(string, string)> problems = [];
        var page = Number(call, "page", 1, 1, problems);
        var perPage = Number(call, "per_page", 0, 20, problems);
        var sortField = Query(call, "sort_field");
        var order = Query(call, "sort_order");
        if (sortField is not null && !SortFields.ContainsKey(sortField))
            problems.Add(("sort_field", ZodTexts.NoneOf(SortFields.Keys, System.Text.Json.JsonSerializer.SerializeToElement(sortField, Wire.TreeJson.Relaxed.String))));
        if (order is not (null or "asc" or "desc"))
            problems.Add(("sort_order", $"Invalid enum value. Expected 'asc' | 'desc', received '{order}'"));
        error = problems.Count == 0 ? "" : ZodTexts.Join("request query", problems);
        return problems.Count == 0 ? () => Find(call, page, perPage, sortField, order) : null;
    }

    private Answer Find(Call call, long page, long perPage, string? sortField, string? order)
    {
        var filter = Query(call, "filter");
        if (sortField is null != order is null)
            return Answer.EngineErrors(400, [RuleTexts.HalfASort]);
        if (RuleQueries.Compile(filter) is not { } fits)
            return Answer.EngineError(400, KueryFilter.ErrorOf(filter!));
        List<StoredRule> found = [.. World.Rules.In(call.SpaceId).Where(fits)];
        if (sortField is not null)
            found = [.. found.OrderBy(rule => Key(rule, SortFields[sortField]), StringComparer.Ordinal)];
        if (order == "desc")
            found.Reverse();
        var offset = (int)Int128.Min((Int128)(page - 1) * perPage, found.Count);
        return Ok(new JsonObject
        {
            ["page"] = JsonValue.Create(page),
            ["perPage"] = JsonValue.Create(perPage),
            ["total"] = JsonValue.Create(found.Count),
            ["data"] = new JsonArray([.. found.Skip(offset).Take((int)Math.Min(perPage, int.MaxValue)).Select(rule => (JsonNode)rule.Copy())]),
        });
    }

    // Numbers are brought to one width, so that they sort as texts.
    private static string Key(StoredRule rule, string field) =>
        rule.Members[field] is not { } value ? "" : value.GetValueKind() == System.Text.Json.JsonValueKind.Number ? value.GetValue<double>().ToString("0000000000.000", CultureInfo.InvariantCulture) : value.ToString();

    private static long Number(Call call, string name, long least, long otherwise, List<(string, string)> problems)
    {
        if (Query(call, name) is not { } text)
            return otherwise;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            problems.Add((name, "Expected number, received nan"));
        else if (number < least)
            problems.Add((name, $"Number must be greater than or equal to {least}"));
        return number;
    }
}
