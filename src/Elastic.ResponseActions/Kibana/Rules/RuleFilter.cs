using System.Globalization;

namespace Elastic.ResponseActions;

/// <summary>Which stored rules to list, in what order, and which page of them (<c>_find</c>). Immutable.</summary>
public sealed record RuleFilter
{
    /// <summary>KQL over <c>alert.attributes.*</c>, such as <c>alert.attributes.tags: "prod"</c> (<c>filter</c>); null: every rule.</summary>
    public string? Kuery { get; init; }

    /// <summary>The order (<c>sort_field</c>): <c>created_at</c>, <c>name</c>, <c>enabled</c>, <c>risk_score</c>, <c>severity</c>, <c>updated_at</c>. Null: the server's.</summary>
    public string? SortField { get; init; }

    /// <summary>The last first (<c>sort_order</c>). Needs <see cref="SortField"/>.</summary>
    public bool Descending { get; init; }

    /// <summary>The page, from 1 (<c>page</c>).</summary>
    public int Page { get; init; } = 1;

    /// <summary>Rules a page (<c>per_page</c>), 1 to 10,000. Default 20. A page has to fit <see cref="KibanaOptions.MaxResponseBytes"/>.</summary>
    public int PageSize { get; init; } = 20;

    internal List<KeyValuePair<string, string>> ToQuery()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Page, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(PageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(PageSize, 10_000);
        if (Descending && SortField is null)
            throw new ArgumentException($"{nameof(Descending)} needs a {nameof(SortField)}: without one the server has an order of its own. Nothing was sent.");

        List<KeyValuePair<string, string>> query = [new("page", Page.ToString(CultureInfo.InvariantCulture)), new("per_page", PageSize.ToString(CultureInfo.InvariantCulture))];
        if (SortField is { } field)
        {
            query.Add(new("sort_field", field));
            query.Add(new("sort_order", Descending ? "desc" : "asc"));
        }

        if (Kuery is { } kuery)
            query.Add(new("filter", kuery));
        return query;
    }
}
