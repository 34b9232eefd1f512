using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Elastic.ResponseActions;

/// <summary>Which endpoints to list, and which page of them. Immutable.</summary>
public sealed record EndpointQuery
{
    /// <summary>The page, <b>from 0</b> (<c>page</c>).</summary>
    public int Page { get; init; }

    /// <summary>Endpoints a page, 1 to 10,000 (<c>pageSize</c>). Default 10.</summary>
    public int PageSize { get; init; } = 10;

    /// <summary>A KQL query over <c>united.endpoint.*</c> and <c>united.agent.*</c> (<c>kuery</c>).</summary>
    public string? Kuery { get; init; }

    /// <summary>Only endpoints of these statuses (<c>hostStatuses</c>); empty: all.</summary>
    public IReadOnlyList<HostStatus> HostStatuses { get; init; } = [];

    /// <summary>What to sort by (<c>sortField</c>), e.g. <c>metadata.host.hostname</c>. Null: the server's default, <c>enrolled_at</c>.</summary>
    public string? SortField { get; init; }

    /// <summary>Sorts upwards (<c>sortDirection</c>). Default: false, as the server does.</summary>
    public bool SortAscending { get; init; }

    internal List<KeyValuePair<string, string>> ToQuery()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Page);
        ArgumentOutOfRangeException.ThrowIfLessThan(PageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(PageSize, 10_000);

        List<KeyValuePair<string, string>> query =
        [
            new("page", Page.ToString(CultureInfo.InvariantCulture)),
            new("pageSize", PageSize.ToString(CultureInfo.InvariantCulture)),
        ];
        if (Kuery is { } kuery)
            query.Add(new("kuery", kuery));

        if (SortField is { } field)
            query.Add(new("sortField", field));
        if (SortAscending)
            query.Add(new("sortDirection", "asc"));

        // Kibana takes this parameter as a list only: a bare value fails, a JSON array does not.
        if (HostStatuses.Count > 0)
            query.Add(new("hostStatuses", StatusesAsJson()));
        return query;
    }

    private string StatusesAsJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var status in HostStatuses)
                json.WriteStringValue(status.Name);
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
