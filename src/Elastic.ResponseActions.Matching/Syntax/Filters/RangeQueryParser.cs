using System.Text.Json;

namespace Elastic.ResponseActions.Matching.Syntax.Filters;

/// <summary>
/// Reads <c>range</c>. As in Elasticsearch the last member that speaks of an end decides it, and a range open at both ends asks
/// whether there is a value.
/// </summary>
internal sealed class RangeQueryParser(QueryBudget budget)
{
    private static readonly string[] Utc = ["Z", "UTC", "GMT", "UT", "Zulu", "Etc/UTC", "Etc/GMT", "Universal", "+00:00", "-00:00", "+0000", "+00"];

    public QueryNode Parse(string field, DslObject options)
    {
        options.Allow("gt", "gte", "lt", "lte", "from", "to", "include_lower", "include_upper", "format", "time_zone", "relation");
        CheckTimeZone(options, budget);
        CheckRelation(options);
        var format = DateFormat.Read(options, budget);

        var bounds = new RangeBounds(null, null);
        foreach (var (name, value) in options.Members)
        {
            bounds = name switch
            {
                "gt" => bounds with { Low = Bound(name, value), IncludesLow = false },
                "gte" => bounds with { Low = Bound(name, value), IncludesLow = true },
                "lt" => bounds with { High = Bound(name, value), IncludesHigh = false },
                "lte" => bounds with { High = Bound(name, value), IncludesHigh = true },
                "from" => bounds with { Low = Bound(name, value) },
                "to" => bounds with { High = Bound(name, value) },
                "include_lower" => bounds with { IncludesLow = options.IsTrue(name) },
                "include_upper" => bounds with { IncludesHigh = options.IsTrue(name) },
                _ => bounds,
            };
        }

        bounds = bounds with { IncludesLow = bounds.IncludesLow || bounds.Low is null, IncludesHigh = bounds.IncludesHigh || bounds.High is null };
        return bounds is { Low: null, High: null }
            ? budget.Count(new ExistsNode(field, default))
            : budget.Count(new BoundsNode(field, bounds, default));

        string? Bound(string name, JsonElement value)
        {
            var path = $"{options.Path}.{name}";
            return value.ValueKind == JsonValueKind.Null ? null : format.Adapt(DslObject.TextOf(value, path, budget), options.Path, name, value);
        }
    }

    /// <summary>Dates are read in UTC here; any other zone would move them.</summary>
    public static void CheckTimeZone(DslObject options, QueryBudget budget)
    {
        if (options.Text("time_zone", budget) is { } zone && !Utc.Contains(zone, StringComparer.Ordinal))
            throw FilterErrors.UnsupportedValue(options.Path, "time_zone", options.Members.First(member => member.Key == "time_zone").Value, "`UTC`");
    }

    private void CheckRelation(DslObject options)
    {
        // On fields with single values these say the same.
        if (options.Text("relation", budget) is { } relation && relation.ToUpperInvariant() is not ("INTERSECTS" or "WITHIN" or "CONTAINS"))
            throw FilterErrors.UnsupportedValue(options.Path, "relation", options.Members.First(member => member.Key == "relation").Value, "`INTERSECTS`, `WITHIN` or `CONTAINS`");
    }
}
