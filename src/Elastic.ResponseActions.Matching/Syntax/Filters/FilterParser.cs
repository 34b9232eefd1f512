using System.Text.Json;

namespace Elastic.ResponseActions.Matching.Syntax.Filters;

/// <summary>
/// Reads one Kibana filter: the envelope (<c>meta.negate</c>, <c>meta.disabled</c>, combined filters, older shapes) around Query DSL.
/// As in Kibana a disabled filter or a null one says nothing, and members beside <c>query</c> are ignored.
/// Stricter than Kibana: a <c>meta.negate</c> that is no boolean is an error instead of dropping the filter, since a rule without its filter matches more.
/// </summary>
internal sealed class FilterParser
{
    private readonly QueryBudget _budget;
    private readonly QueryDslParser _dsl;

    private FilterParser(QueryBudget budget)
    {
        _budget = budget;
        _dsl = new QueryDslParser(budget);
    }

    /// <param name="filter">An element of the rule's <c>filters</c>.</param>
    /// <param name="index">Its place in <c>filters</c>, for messages.</param>
    /// <param name="budget">The budget that the rule's query was parsed with.</param>
    /// <exception cref="QuerySyntaxException">The filter is not well formed, not supported, or passes a limit.</exception>
    public static QueryNode Parse(JsonElement filter, int index, QueryBudget budget) =>
        new FilterParser(budget).ParseFilter(filter, FormattableString.Invariant($"filters[{index}]"));

    private QueryNode ParseFilter(JsonElement element, string path)
    {
        if (element.ValueKind == JsonValueKind.Null) return MatchAll();

        var filter = DslObject.Read(element, path);
        var meta = filter.TryGet("meta", out var value) ? DslObject.Read(value, $"{path}.meta") : default(DslObject?);
        if (meta?.IsTrue("disabled") == true) return MatchAll();

        var negate = meta?.IsTrue("negate") == true;
        var query = meta is { } known && IsCombined(known) ? ParseCombined(known) : ParseQuery(filter);
        return negate ? _budget.Count(new NotNode(query, default)) : query;
    }

    private QueryNode ParseQuery(DslObject filter)
    {
        if (!filter.TryGet("query", out var query)) return ParseClause(filter.Where(name => name is not ("meta" or "$state" or "query")));
        if (filter.TryGet("match", out _)) throw FilterErrors.QueryBesideMatch(filter.Path);
        return ParseClause(DslObject.Read(query, $"{filter.Path}.query"));
    }

    // Kibana still reads the phrase filters of old: { "match": { field: { "query": text, "type": "phrase" } } }.
    private QueryNode ParseClause(DslObject clause)
    {
        if (clause.Members is not [{ Key: "match", Value.ValueKind: JsonValueKind.Object }]) return _dsl.Parse(clause);

        var match = DslObject.Read(clause.Members[0].Value, $"{clause.Path}.match");
        if (match.Members is not [{ Value.ValueKind: JsonValueKind.Object } field]) return _dsl.Parse(clause);

        var options = DslObject.Read(field.Value, $"{match.Path}.{field.Key}");
        return options.TryGet("type", out var type) && DslObject.IsText(type, "phrase")
            ? _dsl.ParseMatchPhrase(field.Key, options.Where(name => name != "type"))
            : _dsl.Parse(clause);
    }

    private static bool IsCombined(DslObject meta) =>
        meta.TryGet("type", out var type) && DslObject.IsText(type, "combined");

    private QueryNode ParseCombined(DslObject meta)
    {
        var path = $"{meta.Path}.params";
        if (!meta.TryGet("params", out var filters)) throw FilterErrors.Missing(meta.Path, "params");
        if (filters.ValueKind != JsonValueKind.Array) throw FilterErrors.WrongShape(path, filters, "an array of filters");
        if (!meta.TryGet("relation", out var relation)) throw FilterErrors.Missing(meta.Path, "relation");

        var all = DslObject.IsText(relation, "AND");
        if (!all && !DslObject.IsText(relation, "OR"))
            throw FilterErrors.WrongShape($"{meta.Path}.relation", relation, "`AND` or `OR`");

        _budget.Enter(default);
        var children = new List<QueryNode>();
        foreach (var filter in filters.EnumerateArray())
            children.Add(ParseFilter(filter, FormattableString.Invariant($"{path}[{children.Count}]")));
        _budget.Leave();

        return all ? _dsl.All(children) : _dsl.Any(children, path);
    }

    private MatchAllNode MatchAll() => _budget.Count(new MatchAllNode(default));
}
