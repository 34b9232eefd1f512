using System.Globalization;
using System.Text.Json;

namespace Elastic.ResponseActions.Matching.Syntax.Filters;

/// <summary>
/// Reads <c>bool</c>. Elasticsearch's rule for <c>should</c>: with <c>must</c> or <c>filter</c> beside it, it only ranks and nothing of it has to hold;
/// alone, or only with <c>must_not</c>, one clause has to; <c>minimum_should_match</c> can raise either. A <c>bool</c> without clauses matches everything.
/// </summary>
internal sealed class BoolQueryParser(QueryDslParser dsl, QueryBudget budget)
{
    private const string SupportedMembers = "`must`, `filter`, `should`, `must_not`, `minimum_should_match`, `boost` and `_name`";

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

        var minimum = Math.Max(Minimum(query, optional.Count), required.Count == 0 && optional.Count > 0 ? 1 : 0);
        if (minimum > optional.Count) throw FilterErrors.TooFewShould(query.Path, minimum, optional.Count);
        if (minimum == optional.Count) required.AddRange(optional);
        else if (minimum == 1) required.Add(dsl.Any(optional, query.Path));
        else if (minimum > 1) throw FilterErrors.SomeOfShould(query.Path, minimum, optional.Count);

        foreach (var clause in excluded) required.Add(budget.Count(new NotNode(clause, default)));
        return dsl.All(required);
    }

    private static void CheckMembers(DslObject query)
    {
        foreach (var (name, value) in query.Members)
        {
            if (name is "must" or "filter" or "should" or "must_not" or "minimum_should_match" or "boost" or "_name") continue;
            if (name != "adjust_pure_negative") throw FilterErrors.UnsupportedMember(query.Path, name, SupportedMembers);
            if (value.ValueKind != JsonValueKind.True) throw FilterErrors.UnsupportedValue(query.Path, name, value, "`true`");
        }
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

    /// <summary>The number asked for, also given as text; a negative one counts from the number of clauses. Absent: 0.</summary>
    private static int Minimum(DslObject query, int clauses)
    {
        const string name = "minimum_should_match";
        if (!query.TryGet(name, out var value)) return 0;

        var text = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.String => DslObject.TextOf(value, $"{query.Path}.{name}", new QueryBudget()),
            _ => "",
        };
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var minimum))
            throw FilterErrors.UnsupportedValue(query.Path, name, value, "a whole number");
        return minimum < 0 ? Math.Max(0, clauses + minimum) : minimum;
    }
}
