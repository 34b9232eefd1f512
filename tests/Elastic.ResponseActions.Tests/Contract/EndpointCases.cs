using Elastic.ResponseActions.Testing;
using static Elastic.ResponseActions.Tests.Contract.Case;

namespace Elastic.ResponseActions.Tests.Contract;

/// <summary>Section 9: hosts.</summary>
internal static class EndpointCases
{
    private const string List = "/api/endpoint/metadata";

    // One line for each field, on one line as foreign text is shown.
    private static readonly string SortFields = "[request query.sortField]: types that failed validation:" + string.Concat(
        ((string[])["enrolled_at", "metadata.host.hostname", "host_status", "metadata.Endpoint.policy.applied.name", "metadata.Endpoint.policy.applied.status", "metadata.host.os.name", "metadata.host.ip", "metadata.agent.version", "last_checkin"])
        .Select((field, i) => $"\\u{{a}}- [request query.sortField.{i}]: expected value to equal [{field}]"));

    public static IReadOnlyList<ContractCase> All { get; } =
    [
        Sends("9", "pages count from zero, 10 a page", rig => rig.Client.Endpoints.ListAsync(new()), $"GET {List}?page=0&pageSize=10"),
        Sends("9", "every parameter", rig => rig.Client.Endpoints.ListAsync(new() { Page = 1, PageSize = 5, Kuery = "united.endpoint.host.name : *", SortField = "host_status", SortAscending = true, HostStatuses = [HostStatus.Healthy, HostStatus.Offline] }),
            $"GET {List}?page=1&pageSize=5&kuery=united.endpoint.host.name%20%3A%20%2A&sortField=host_status&sortDirection=asc&hostStatuses=%5B%22healthy%22%2C%22offline%22%5D"),
        Gives("9", "the last enrolled is the first listed", async rig => (await rig.Client.Endpoints.ListAsync(new())).Endpoints.Select(one => one.AgentId.Value), "z1, a1", ids => string.Join(", ", ids)).With(rig =>
        {
            rig.Time.Advance(TimeSpan.FromMinutes(1));
            rig.Kibana.AddEndpoint("z1");
        }),
        Gives("9", "no host at all is no error", rig => rig.Client.Endpoints.ListAsync(new() { Kuery = "united.endpoint.host.name : nobody" }), "0", page => page.Total),
        Gives("9", "10,000 a page are taken", rig => rig.Client.Endpoints.ListAsync(new() { PageSize = 10_000 }), "1", page => page.Total),
        Unsent("9", "10,001 a page", rig => rig.Client.Endpoints.ListAsync(new() { PageSize = 10_001 }), "PageSize"),
        Unsent("9", "0 a page", rig => rig.Client.Endpoints.ListAsync(new() { PageSize = 0 }), "PageSize"),
        Unsent("9", "a page before the first", rig => rig.Client.Endpoints.ListAsync(new() { Page = -1 }), "Page"),
        Refused("9", "a field that nothing is sorted by", rig => rig.Client.Endpoints.ListAsync(new() { SortField = "colour" }), 400, SortFields),
        Gives("9", "an unknown host is null", rig => rig.Client.Endpoints.GetAsync(new("gone")), ""),
        Gives("9", "an unenrolled one says so", rig => rig.Client.Endpoints.GetAsync(A1), "unenrolled", host => host!.HostStatus).With(rig => rig.Kibana.Hosts["a1"].StatusOverride = "unenrolled"),
        Gives("9", "a status that nobody knows yet is kept", rig => rig.Client.Endpoints.GetAsync(A1), "levitating", host => host!.HostStatus)
            .With(rig => rig.Kibana.Faults.Add($"{List}/a1", FakeFaultEffect.Rewrite(body => body.Replace("\"healthy\"", "\"levitating\"", StringComparison.Ordinal)))),
        Gives("9", "a host that does not say what it can is not known to lack it", rig => rig.Client.Endpoints.GetAsync(A1), "0", host => host!.Capabilities.Count)
            .With(rig => rig.Kibana.Faults.Add($"{List}/a1", FakeFaultEffect.Rewrite(body => body.Replace("\"capabilities\"", "\"abilities\"", StringComparison.Ordinal)))),
        Refused("9", "without read access to Security", rig => rig.Client.Endpoints.GetAsync(A1), 403, "API [GET /api/endpoint/metadata/a1] is unauthorized for user, this action is granted by the Kibana privileges [securitySolution]").With(rig => rig.Kibana.User.Permissions = []),
        .. ((string[])["", " ", "..", "a/b", "a\r\nb", "a%2fb"]).Select(id =>
            Unsent("9", $"the id {System.Text.Json.JsonEncodedText.Encode(id)}", rig => rig.Client.Endpoints.GetAsync(new(id)), "is not valid: 1 to 128 of A-Z, a-z, 0-9, `.`, `_`, `-`, and neither `.` nor `..`. Nothing was sent.")),
    ];
}
