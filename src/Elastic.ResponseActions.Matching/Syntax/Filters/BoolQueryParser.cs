using System.Text.Json;

namespace Elastic.ResponseActions.Matching.Syntax.Filters;

/// <summary>
/// Reads <c>bool</c>. Elasticsearch's rule for <c>should</c>: with <c>must</c> or <c>filter</c> beside it, it only ranks and nothing of it has to hold;
/// alone, or only with <c>must_not</c>, one clause has to; <c>minimum_should_match</c> can raise either. A <c>bool</c> without clauses matches everything.
/// </summary>
internal sealed class BoolQueryParser(QueryDslParser dsl, QueryBudget budget)
{
    public QueryNode Parse(DslObject query)
    {
        CheckMembers(query);
        budget.Enter(default);
        var required = ParseClauses(query, "must");
        required.AddRange(ParseClauses(query, "filter"));
        var optional = ParseClauses(query, "should");
        var excluded = ParseClauses(query, "must_not");
        budget.Leave();

        if (required.Count + optional.Count + excluded.Count == 0) return dsl.All([]);

        // Of exclusions alone Elasticsearch makes "everything but", whatever minimum is given.
        if (required.Count + optional.Count > 0) AddOptional(query, optional, required);

        foreach (var clause in excluded) required.Add(budget.Count(new NotNode(clause, default)));
        return dsl.All(required);
    }

    private void AddOptional(DslObject query, List<QueryNode> optional, List<QueryNode> required)
    {
        var asked = query.TryGet("minimum_should_match", out var value) ? Minimum(value, query.Path).Of(optional.Count) : 0;
        var minimum = Math.Max(asked, required.Count == 0 && optional.Count > 0 ? 1 : 0);
        if (minimum > optional.Count) throw FilterErrors.TooFewShould(query.Path, minimum, optional.Count);
        if (minimum == 0 && optional.Count > 0) required.Add(Optional(optional));
        else if (minimum == optional.Count) required.AddRange(optional);
        else if (minimum == 1) required.Add(dsl.Any(optional, query.Path));
        else if (minimum > 1 && !Combinations.AreFew(minimum, optional.Count)) throw FilterErrors.SomeOfShould(query.Path, minimum, optional.Count);
        else if (minimum > 1) required.Add(budget.Count(new AtLeastNode(minimum, optional, default)));
    }

    // Nothing of it has to hold, but Elasticsearch still reads it, and refuses what it cannot search for.
    private OrNode Optional(List<QueryNode> clauses) => budget.Count(new OrNode([.. clauses, budget.Count(new MatchAllNode(default))], default));

    private static void CheckMembers(DslObject query)
    {
        query.Where(name => name != "adjust_pure_negative").Allow("must", "filter", "should", "must_not", "minimum_should_match");
        if (query.TryGet("adjust_pure_negative", out var value) && value.ValueKind != JsonValueKind.True)
            throw FilterErrors.UnsupportedValue(query.Path, "adjust_pure_negative", value, "`true`");
    }

    private List<QueryNode> ParseClauses(DslObject query, string name)
    {
        var clauses = new List<QueryNode>();
        if (!query.TryGet(name, out var value)) return clauses;

        var path = $"{query.Path}.{name}";
        if (value.ValueKind == JsonValueKind.Object)
        {
            clauses.Add(dsl.Parse(DslObject.Read(value, path)));
            return clauses;
        }

        if (value.ValueKind != JsonValueKind.Array) throw FilterErrors.WrongShape(path, value, "a query or an array of queries");
        foreach (var clause in value.EnumerateArray())
            clauses.Add(dsl.Parse(DslObject.Read(clause, FormattableString.Invariant($"{path}[{clauses.Count}]"))));
        return clauses;
    }

    /// <summary>The number asked for, also given as text.</summary>
    public static MinimumShouldMatch Minimum(JsonElement value, string path)
    {
        const string name = "minimum_should_match";
        var text = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.String => DslObject.TextOf(value, $"{path}.{name}", new QueryBudget()),
            _ => "",
        };
        return MinimumShouldMatch.TryParse(text, out var minimum)
            ? minimum
            : throw FilterErrors.UnsupportedValue(path, name, value, "a whole number, a percentage, or conditions such as `3<90%`");
    }
}
