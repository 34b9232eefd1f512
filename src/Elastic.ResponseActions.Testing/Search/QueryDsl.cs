using System.IO.Enumeration;
using System.Text.Json;
using Elastic.ResponseActions.Testing.Alerts;

namespace Elastic.ResponseActions.Testing.Search;

/// <summary>Thrown for a query that is wrong, or that this fake does not evaluate; the text goes to the caller.</summary>
internal sealed class SearchException(string message) : Exception(message);

/// <summary>The part of Elasticsearch's query language that clients of the alerts index use.</summary>
internal static class QueryDsl
{
    private const int MaxDepth = 32;

    public const string Known = "match_all, match_none, term, terms, match, match_phrase, exists, ids, range, wildcard, prefix, bool";

    /// <exception cref="SearchException">The query is none of those known.</exception>
    public static Func<StoredAlert, bool> Compile(JsonElement query, DateTimeOffset now, int depth = 0)
    {
        var (name, body) = Single(query, "query malformed, must have exactly one member");
        if (depth > MaxDepth)
            throw new SearchException("query is nested too deeply");
        return name switch
        {
            "match_all" => _ => true,
            "match_none" => _ => false,
            "bool" => Bool(body, now, depth),
            "ids" => Ids(body),
            "exists" => Exists(body),
            "terms" => Terms(body),
            "term" or "match" or "match_phrase" => Equal(body, name == "match" ? "query" : name == "term" ? "value" : "query"),
            "wildcard" or "prefix" => Pattern(body, name),
            "range" => Range(body, now),
            _ => throw new SearchException($"unknown query [{name}]"),
        };
    }

    private static Func<StoredAlert, bool> Bool(JsonElement body, DateTimeOffset now, int depth)
    {
        if (body.ValueKind != JsonValueKind.Object)
            throw new SearchException("[bool] query malformed, no start_object after query name");
        List<Func<StoredAlert, bool>> must = [], should = [], mustNot = [];
        var least = -1;
        foreach (var clause in body.EnumerateObject())
        {
            var into = clause.Name switch
            {
                "must" or "filter" => must,
                "should" => should,
                "must_not" => mustNot,
                "minimum_should_match" or "boost" => null,
                _ => throw new SearchException($"[bool] query does not support [{clause.Name}]"),
            };
            if (into is not null)
                into.AddRange(Many(clause.Value).Select(query => Compile(query, now, depth + 1)));
            else if (clause.Name == "minimum_should_match" && !int.TryParse(FieldValues.AsText(clause.Value), out least))
                throw new SearchException("[bool] query needs a number as [minimum_should_match]");
        }
        // What should hold is needed only where nothing else is.
        var needed = least >= 0 ? least : should.Count > 0 && must.Count == 0 ? 1 : 0;
        return alert => must.TrueForAll(holds => holds(alert)) && !mustNot.Exists(holds => holds(alert)) && (needed == 0 || should.Count(holds => holds(alert)) >= needed);
    }

    private static Func<StoredAlert, bool> Ids(JsonElement body)
    {
        var ids = Texts(body, "values", "ids");
        return alert => ids.Contains(alert.Id);
    }

    private static Func<StoredAlert, bool> Exists(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("field", out var named) || named.ValueKind != JsonValueKind.String)
            throw new SearchException("[exists] must be provided with a [field]");
        var field = named.GetString()!;
        return alert => FieldValues.Of(alert, field).Count > 0 || (alert.Fields.TryGet(field, out var value) && value.ValueKind == JsonValueKind.Object);
    }

    private static Func<StoredAlert, bool> Terms(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
            throw new SearchException("[terms] query malformed");
        var field = body.EnumerateObject().FirstOrDefault(member => member.Name != "boost").Name ?? throw new SearchException("[terms] query requires a field name");
        var values = Texts(body, field, "terms");
        return alert => FieldValues.Of(alert, field).Any(values.Contains);
    }

    private static Func<StoredAlert, bool> Equal(JsonElement body, string longForm)
    {
        var (field, given) = Single(body, "query requires exactly one field");
        var value = FieldValues.AsText(given.ValueKind == JsonValueKind.Object && given.TryGetProperty(longForm, out var inner) ? inner : given)
            ?? throw new SearchException($"query on field [{field}] needs a value");
        return alert => FieldValues.Of(alert, field).Contains(value);
    }

    private static Func<StoredAlert, bool> Pattern(JsonElement body, string name)
    {
        var (field, given) = Single(body, $"[{name}] query requires exactly one field");
        var value = FieldValues.AsText(given.ValueKind == JsonValueKind.Object && given.TryGetProperty("value", out var inner) ? inner : given)
            ?? throw new SearchException($"[{name}] query on field [{field}] needs a value");
        return name == "prefix"
            ? alert => FieldValues.Of(alert, field).Any(text => text.StartsWith(value, StringComparison.Ordinal))
            : alert => FieldValues.Of(alert, field).Any(text => FileSystemName.MatchesSimpleExpression(value, text, ignoreCase: false));
    }

    private static Func<StoredAlert, bool> Range(JsonElement body, DateTimeOffset now)
    {
        var (field, bounds) = Single(body, "[range] query requires exactly one field");
        if (bounds.ValueKind != JsonValueKind.Object)
            throw new SearchException("[range] query malformed, no start_object after field name");
        List<Func<string, bool>> holds = [];
        foreach (var bound in bounds.EnumerateObject().Where(bound => bound.Name is "gt" or "gte" or "lt" or "lte"))
        {
            var limit = FieldValues.AsText(bound.Value) ?? throw new SearchException($"[range] query needs a value as [{bound.Name}]");
            holds.Add(bound.Name switch
            {
                "gt" => text => FieldValues.Compare(text, limit, now) > 0,
                "gte" => text => FieldValues.Compare(text, limit, now) >= 0,
                "lt" => text => FieldValues.Compare(text, limit, now) < 0,
                _ => text => FieldValues.Compare(text, limit, now) <= 0,
            });
        }
        return alert => FieldValues.Of(alert, field).Any(text => holds.TrueForAll(check => check(text)));
    }

    private static (string Name, JsonElement Value) Single(JsonElement json, string problem)
    {
        if (json.ValueKind != JsonValueKind.Object || json.GetPropertyCount() != 1)
            throw new SearchException(problem);
        var member = json.EnumerateObject().First();
        return (member.Name, member.Value);
    }

    private static JsonElement[] Many(JsonElement value) => value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];

    private static HashSet<string> Texts(JsonElement body, string name, string query) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(FieldValues.AsText).OfType<string>()]
            : throw new SearchException($"[{query}] query needs a list as [{name}]");
}
