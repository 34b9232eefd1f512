using System.Globalization;

namespace Elastic.ResponseActions;

/// <summary>Which sent actions to list, and which page of them. Immutable; the newest come first.</summary>
public sealed record ActionQuery
{
    /// <summary>The page, from 1 (<c>page</c>).</summary>
    public int Page { get; init; } = 1;

    /// <summary>Actions a page, 1 to 10,000 (<c>pageSize</c>). Default 10.</summary>
    public int PageSize { get; init; } = 10;

    /// <summary>Only actions on these agents (<c>agentIds</c>); empty: all.</summary>
    public IReadOnlyList<string> AgentIds { get; init; } = [];

    /// <summary>Only these commands (<c>commands</c>); empty: all.</summary>
    public IReadOnlyList<ResponseActionCommand> Commands { get; init; } = [];

    /// <summary>Only actions stored at this time or later (<c>startDate</c>).</summary>
    public DateTimeOffset? StartDate { get; init; }

    /// <summary>Only actions stored at this time or earlier (<c>endDate</c>).</summary>
    public DateTimeOffset? EndDate { get; init; }

    internal List<KeyValuePair<string, string>> ToQuery()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Page, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(PageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(PageSize, 10_000);

        List<KeyValuePair<string, string>> query =
        [
            new("page", Page.ToString(CultureInfo.InvariantCulture)),
            new("pageSize", PageSize.ToString(CultureInfo.InvariantCulture)),
        ];
        foreach (var agent in AgentIds)
            query.Add(new("agentIds", agent));
        foreach (var command in Commands)
            query.Add(new("commands", command.Name));
        if (StartDate is { } start)
            query.Add(new("startDate", Iso(start)));
        if (EndDate is { } end)
            query.Add(new("endDate", Iso(end)));
        return query;
    }

    private static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
