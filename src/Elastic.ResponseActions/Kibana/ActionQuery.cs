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

    /// <summary>Only actions on agents of these types (<c>agentTypes</c>); empty: all.</summary>
    public IReadOnlyList<AgentType> AgentTypes { get; init; } = [];

    /// <summary>Only actions that stand so (<c>statuses</c>); empty: all. The server then looks at the newest 10,000 that fit the rest.</summary>
    public IReadOnlyList<ActionStatus> Statuses { get; init; } = [];

    /// <summary>Only actions of these types (<c>types</c>); empty or both: all.</summary>
    public IReadOnlyList<ActionType> Types { get; init; } = [];

    /// <summary>Only actions of these users (<c>userIds</c>, matched with <c>createdBy</c>); empty: all.</summary>
    public IReadOnlyList<string> UserIds { get; init; } = [];

    /// <summary>Only these actions come with their outputs (<c>withOutputs</c>, ids); empty: all do.</summary>
    public IReadOnlyList<string> WithOutputs { get; init; } = [];

    /// <summary>Only these commands (<c>commands</c>); empty: all.</summary>
    public IReadOnlyList<ResponseActionCommand> Commands { get; init; } = [];

    /// <summary>Only actions stored at this time or later (<c>startDate</c>): a time, or date math such as <c>QueryDate.Math("now-24h/h")</c>.</summary>
    public QueryDate? StartDate { get; init; }

    /// <summary>Only actions stored at this time or earlier (<c>endDate</c>): a time, or date math.</summary>
    public QueryDate? EndDate { get; init; }

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
        Add(query, "agentIds", AgentIds);
        Add(query, "agentTypes", AgentTypes.Select(static t => t.Name));
        Add(query, "commands", Commands.Select(static c => c.Name));
        Add(query, "statuses", Statuses.Select(static s => s.Name));
        Add(query, "types", Types.Select(static t => t.Name));
        Add(query, "userIds", UserIds);
        Add(query, "withOutputs", WithOutputs);
        if (StartDate is { } start)
            Add(query, "startDate", [start.ToString()]);
        if (EndDate is { } end)
            Add(query, "endDate", [end.ToString()]);
        return query;
    }

    private static void Add(List<KeyValuePair<string, string>> query, string name, IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            // A blank filter would be one that filters nothing, or everything.
            if (string.IsNullOrWhiteSpace(value))
                throw new ArgumentException($"`{name}` has a blank value. Nothing was sent.");
            query.Add(new(name, value));
        }
    }
}
