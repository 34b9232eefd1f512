namespace Elastic.ResponseActions.Kibana;

/// <summary>
/// From a host name to the one agent that has it. An unenrolled agent is what a host left behind when it was enrolled anew, so it does not
/// count; an offline double may be another machine, so it does.
/// </summary>
internal static class EndpointResolver
{
    private const int PageSize = 100;

    // More hosts of one name than anybody would read through.
    private const int MaxCandidates = 1000;

    public static async ValueTask<EndpointMetadata> ResolveAsync(EndpointRoutes routes, string hostName, CancellationToken cancellationToken)
    {
        List<EndpointMetadata> named = [];
        await foreach (var endpoint in routes.ListAllAsync(new EndpointQuery { Kuery = Kuery(hostName), PageSize = PageSize }, cancellationToken).ConfigureAwait(false))
        {
            // What the server takes for the same may be more than the same.
            if (Is(endpoint.HostName, hostName) || Is(endpoint.HostHostname, hostName))
                named.Add(endpoint);
            if (named.Count > MaxCandidates)
                break;
        }

        var shown = VisibleText.Of(hostName, 256);
        var enrolled = named.Where(static e => e.HostStatus != HostStatus.Unenrolled).ToList();
        return enrolled.Count switch
        {
            1 => enrolled[0],
            0 when named.Count == 0 => throw new EndpointResolutionException($"No host in this space is named '{shown}'. Names are compared whole; ask with the one that Kibana's list shows."),
            0 => throw new EndpointResolutionException($"Every host named '{shown}' is unenrolled: {Candidates(named)}.", named),
            _ => throw new EndpointResolutionException($"{enrolled.Count} hosts are named '{shown}': {Candidates(named)}. Ask with the agent id of the one that is meant.", named),
        };
    }

    // Keyword fields compare case; host names do not.
    private static string Kuery(string hostName)
    {
        string[] spellings = [hostName, LowerCase(hostName), hostName.ToUpperInvariant()];
        var names = string.Join(" or ", spellings.Distinct(StringComparer.Ordinal).Select(Quote));
        return $"united.endpoint.host.hostname : ({names}) or united.endpoint.host.name : ({names})";
    }

    private static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static bool Is(string? name, string asked) => string.Equals(name, asked, StringComparison.OrdinalIgnoreCase);

    private static string Candidates(List<EndpointMetadata> named) =>
        string.Join(", ", named.Take(10).Select(static e => $"'{VisibleText.Of(e.AgentId.Value, 128)}' ({VisibleText.Of(e.HostStatus?.Name ?? "status unknown", 32)}, last seen {e.LastSeen?.ToString("O", System.Globalization.CultureInfo.InvariantCulture) ?? "never"})")) + (named.Count > 10 ? $" and {named.Count - 10} more" : "");

#pragma warning disable CA1308 // Host names are mostly kept in lower case.
    private static string LowerCase(string text) => text.ToLowerInvariant();
#pragma warning restore CA1308
}
