using Elastic.ResponseActions.Testing;
using static Elastic.ResponseActions.Tests.Contract.Case;

namespace Elastic.ResponseActions.Tests.Contract;

/// <summary>Sections 5 to 7: what is told of actions, and for how long.</summary>
internal static class ReadingCases
{
    private const string List = "/api/endpoint/action";

    public static IReadOnlyList<ContractCase> All { get; } =
    [
        Gives("5", "the details of an action by hand", rig => DetailsAsync(rig, "a1", new ScanRequest { Path = "/x", AlertIds = ["alert-1"] }), "scan endpoint a1 web-01 elastic alert-1 False False pending", d => $"{d.Command} {d.AgentType} {d.Agents[0]} {d.HostNames["a1"]} {d.CreatedBy} {d.AlertIds[0]} {d.IsCompleted} {d.IsExpired} {d.Status}"),
        Gives("5", "an automated action is by `unknown` and names its rule by its object id", async rig => (await rig.Client.Actions.ListAsync(new())).Actions[0], "unknown True N", d => $"{d.CreatedBy} {d.RuleId is { Length: 36 }} {d.RuleName}")
            .After(RunRuleAsync),
        Gives("5", "an action in a list has its deprecated second id", async rig => (await rig.Client.Actions.ListAsync(new())).Actions[0], "True", d => d.Json.GetProperty("action").GetString() == d.Id)
            .After(async rig => await ByHandAsync(rig, "a1", new ScanRequest { Path = "/x" })),
        Gives("6", "an action nobody answers is pending for 14 days", rig => AgedAsync(rig, TimeSpan.FromDays(14)), "pending False False", State),
        Gives("6", "and then expired and failed", rig => AgedAsync(rig, TimeSpan.FromDays(14) + TimeSpan.FromSeconds(1)), "failed False True", State),
        Gives("6", "a failed request is complete at once", async rig => (await rig.Client.Actions.ListAsync(new())).Actions[0], "failed True At least Enterprise license is required to use Response Actions. True", d => $"{d.Status} {d.IsCompleted} {d.Errors[0]} {d.CompletedAt == d.StartedAt}")
            .After(RunRuleAsync).With(rig => rig.Kibana.License = LicenseLevel.Enterprise),

        Sends("7.1", "page 1 and 10 a page are what a list begins with", rig => rig.Client.Actions.ListAsync(new()), $"GET {List}?page=1&pageSize=10"),
        Sends("7.1", "date math is the server's to reckon", rig => rig.Client.Actions.ListAsync(new() { StartDate = QueryDate.Math("now-24h/h"), EndDate = QueryDate.Math("now") }), $"GET {List}?page=1&pageSize=10&startDate=now-24h%2Fh&endDate=now"),
        Gives("7.1", "date math finds what was stored since", rig => rig.Client.Actions.ListAsync(new() { StartDate = QueryDate.Math("now-1h") }), "1 of 1 actions")
            .After(async rig => await ByHandAsync(rig, "a1", new ScanRequest { Path = "/x" })),
        Gives("7.1", "and not what was stored before", rig => rig.Client.Actions.ListAsync(new() { StartDate = QueryDate.Math("now-1h") }), "0 of 0 actions")
            .After(async rig => await ByHandAsync(rig, "a1", new ScanRequest { Path = "/x" })).With(rig => rig.Time.Advance(TimeSpan.FromHours(2))),
        Gives("7.1", "before the first action the list is empty, not an error", rig => rig.Client.Actions.ListAsync(new()), "0 of 0 actions"),
        Gives("7.1", "an action by hand that names alerts is listed as automated", async rig => (await rig.Client.Actions.ListAsync(new() { Types = [ActionType.Automated] })).Total, "1")
            .After(async rig => await ByHandAsync(rig, "a1", new ScanRequest { Path = "/x", AlertIds = ["alert-1"] })),
        Gives("7.1", "10,000 a page are taken", rig => rig.Client.Actions.ListAsync(new() { PageSize = 10_000 }), "0 of 0 actions"),
        Refused("7.1", "a window past 10,000", rig => rig.Client.Actions.ListAsync(new() { Page = 1001 }), 400, "Result window is too large, from + size must be less than or equal to: [10000] but was [10010].")
            .After(async rig => await ByHandAsync(rig, "a1", new ScanRequest { Path = "/x" })),
        Unsent("7.1", "10,001 a page", rig => rig.Client.Actions.ListAsync(new() { PageSize = 10_001 }), "PageSize"),
        Unsent("7.1", "0 a page", rig => rig.Client.Actions.ListAsync(new() { PageSize = 0 }), "PageSize"),
        Unsent("7.1", "page 0", rig => rig.Client.Actions.ListAsync(new() { Page = 0 }), "Page"),
        Unsent("7.1", "a blank filter", rig => rig.Client.Actions.ListAsync(new() { AgentIds = [" "] }), "`agentIds` has a blank value. Nothing was sent."),
        .. ((string[])["", "now-", "now/", "now-1x", "now/1d", "now-24", "yesterday", "now-1d; drop", "now-9999999999d", "2026-01-15"]).Select(text =>
            Unsent("7.1", $"`{text}` as date math", _ => ValueTask.FromResult(QueryDate.Math(text)), $"`{text}` is no date math")),
        Unsent("7.1", "a date that was never said", rig => rig.Client.Actions.ListAsync(new() { EndDate = default(QueryDate) }), "`endDate` has a blank value. Nothing was sent."),

        Gives("7.2", "an unknown action is null", rig => rig.Client.Actions.GetAsync("nothing"), ""),
        Refused("7.2", "details need the log's privilege", rig => rig.Client.Actions.GetAsync("nothing"), 403, "Endpoint authorization failure").With(rig => rig.Kibana.User.Permissions = [FakePermission.CanReadSecuritySolution]),
        Refused("7.1", "so does the list", rig => rig.Client.Actions.ListAsync(new()), 403, "Endpoint authorization failure").With(rig => rig.Kibana.User.Permissions = [FakePermission.CanReadSecuritySolution]),

        Gives("7.3", "what is under way on a host", rig => rig.Client.Actions.GetPendingAsync([A1, new("s1")]), "1 0", p => $"{p[0].Of(ResponseActionCommand.Scan)} {p[1].Of(ResponseActionCommand.Scan)}")
            .After(async rig => await ByHandAsync(rig, "a1", new ScanRequest { Path = "/x" })),
        Gives("7.3", "51 hosts are asked about in two requests", async rig =>
        {
            for (var i = 0; i < 51; i++)
                rig.Kibana.AddEndpoint($"x-{i}");
            await rig.Client.Actions.GetPendingAsync([.. Enumerable.Range(0, 51).Select(i => new EndpointId($"x-{i}"))]);
            return rig.Kibana.Requests.Count(request => request.Path.StartsWith("/api/endpoint/action_status", StringComparison.Ordinal));
        }, "2"),
        Unsent("7.3", "no host", rig => rig.Client.Actions.GetPendingAsync([]), "No host is named."),
        Unsent("7.3", "a host that is no id", rig => rig.Client.Actions.GetPendingAsync([A1, new("..")]), "The agent id `..` is not valid"),
        Refused("7.3", "a host that is not in the space", rig => rig.Client.Actions.GetPendingAsync([new("gone")]), 404, "Agent gone not found"),

        Gives("7.4", "Kibana can sign", rig => rig.Client.Actions.CanSignAsync(), "True"),
        Refused("7.4", "no response action at all is a 403", rig => rig.Client.Actions.CanSignAsync(), 403, "Endpoint authorization failure").With(rig => rig.Kibana.User.Permissions = [FakePermission.CanReadSecuritySolution]),

        Gives("7.5", "a file is described", async rig => await FileAsync(rig, new GetFileRequest { Path = "/x" }, (id, file) => rig.Client.Actions.GetFileInfoAsync(id, file)), "READY True a zip", file => $"{file.Status} {file.IsReady} {(file.MimeType == "application/zip" ? "a zip" : file.MimeType)}"),
        Refused("7.5", "a command that leaves no file", async rig => await FileAsync(rig, new ScanRequest { Path = "/x" }, (id, file) => rig.Client.Actions.GetFileInfoAsync(id, file)), 400, "Response action [scan] for agent type [endpoint] does not support file downloads"),
        Refused("7.5", "info about a file of another action", async rig => await FileAsync(rig, new GetFileRequest { Path = "/x" }, (id, _) => rig.Client.Actions.GetFileInfoAsync(id, "other.a1"), knownId: true), 500, "Invalid file id [other.a1] for action [ID]"),
        Refused("7.5", "download of a file of another action", async rig => await FileAsync(rig, new GetFileRequest { Path = "/x" }, (id, _) => rig.Client.Actions.DownloadAsync(id, "other.a1", Stream.Null, 1000), knownId: true), 400, "Invalid file id [other.a1] for action [ID]"),
        Refused("7.5", "files need one of three privileges", rig => rig.Client.Actions.GetFileInfoAsync("a", "a.a1"), 403, "Endpoint authorization failure").With(rig => rig.Kibana.User.Permissions = [FakePermission.CanReadSecuritySolution, FakePermission.CanIsolateHost]),
        Refused("7.5", "a file of no action", rig => rig.Client.Actions.GetFileInfoAsync("gone", "gone.a1"), 404, "Action with id 'gone' not found."),
        Unsent("7.5", "`..` as a file id", rig => rig.Client.Actions.DownloadAsync("a", "..", Stream.Null, 1), "The file id `..` is not valid"),
    ];

    private static string State(ActionDetails details) => $"{details.Status} {details.IsCompleted} {details.IsExpired}";

    private static async ValueTask<ActionDetails> AgedAsync(Support.Rig rig, TimeSpan age)
    {
        rig.Kibana.Hosts["a1"].AnswerAfter = Timeout.InfiniteTimeSpan;
        var sent = await ByHandAsync(rig, "a1", new ScanRequest { Path = "/x" });
        rig.Time.Advance((await rig.Client.Actions.GetAsync(sent.Id!))!.StartedAt!.Value + age - rig.Time.GetUtcNow());
        return (await rig.Client.Actions.GetAsync(sent.Id!))!;
    }

    // Platinum saves the rule and lets none of its actions run.
    private static async Task RunRuleAsync(Support.Rig rig)
    {
        rig.Kibana.License = LicenseLevel.Platinum;
        await CreateAsync(rig, "r-1", """[{"action_type_id":".endpoint","params":{"command":"isolate"}}]""");
        rig.Kibana.RunRuleOnAlerts("r-1", ["""{"agent":{"id":"a1","type":"endpoint"}}"""]);
    }

    private static async ValueTask<T> FileAsync<T>(Support.Rig rig, ManualRequest request, Func<string, string, ValueTask<T>> call, bool knownId = false)
    {
        if (knownId)
            rig.Kibana.Faults.Add("*/file/*", FakeFaultEffect.Rewrite(body => System.Text.RegularExpressions.Regex.Replace(body, "for action \\[[^\\]]+\\]", "for action [ID]")));
        var sent = await rig.Dispatcher.ByHand.SendAsync(A1, request, WaitUntil.Completed);
        return await call(sent.Id!, ActionRoutes.FileId(sent.Id!, A1, AgentType.Endpoint));
    }
}
