using System.Text;
using System.Text.Json;
using Elastic.ResponseActions.Tests.Kibana.Rules;

namespace Elastic.ResponseActions.Tests.Calls;

/// <summary>Every call of the client, with every parameter set. A test holds that none is missing.</summary>
internal static class ClientCalls
{
    private const string Line = """{"rule_id":"r-9","name":"n","type":"query","query":"*","description":"d","risk_score":1,"severity":"low"}""";

    public static IReadOnlyList<ClientCall> All { get; } =
    [
        Read("Actions.GetAsync", (w, c, t) => c.Actions.GetAsync(w.FetchId, t)),
        Read("Actions.ListAsync", (w, c, t) => c.Actions.ListAsync(EveryFilter(w), t)),
        Read("Actions.ListAsync: date math", (_, c, t) => c.Actions.ListAsync(new ActionQuery { StartDate = QueryDate.Math("now-24h/h"), EndDate = QueryDate.Math("now") }, t)),
        Walk("Actions.ListAllAsync", (_, c, t) => c.Actions.ListAllAsync(new ActionQuery { PageSize = 1 }, t)),
        Read("Actions.GetPendingAsync", (_, c, t) => c.Actions.GetPendingAsync([CallWorld.Host], t)),
        Read("Actions.CanSignAsync", (_, c, t) => c.Actions.CanSignAsync(t)),
        Read("Actions.GetFileInfoAsync", (w, c, t) => c.Actions.GetFileInfoAsync(w.FetchId, w.FileId, t)),
        Read("Actions.DownloadAsync", (w, c, t) => c.Actions.DownloadAsync(w.FetchId, w.FileId, Stream.Null, 10_000_000, t)),
        Read("Endpoints.GetAsync", (_, c, t) => c.Endpoints.GetAsync(CallWorld.Host, t)),
        Read("Endpoints.ResolveAsync", (_, c, t) => c.Endpoints.ResolveAsync("web-01", t)),
        Read("Endpoints.GetIsolationAsync", (_, c, t) => c.Endpoints.GetIsolationAsync(CallWorld.Host, t)),
        Read("Endpoints.ListAsync", (_, c, t) => c.Endpoints.ListAsync(new EndpointQuery { Page = 0, PageSize = 100, Kuery = "united.endpoint.host.name : *", HostStatuses = [HostStatus.Healthy], SortField = "host_status", SortAscending = true }, t)),
        Walk("Endpoints.ListAllAsync", (_, c, t) => c.Endpoints.ListAllAsync(new EndpointQuery { PageSize = 1 }, t)),
        Write("Rules.CreateAsync", (_, c, t) => c.Rules.CreateAsync(RuleRoutesTests.Rule("new", """[{"action_type_id":".endpoint","params":{"command":"isolate"}}]"""), t)),
        Read("Rules.CheckAsync", (_, c, t) => c.Rules.CheckAsync([RuleRoutesTests.Rule("new", """[{"action_type_id":".endpoint","params":{"command":"isolate"}}]""")], t)),
        Read("Rules.GetAsync", (_, c, t) => c.Rules.GetAsync(RuleKey.OfRuleId("r-1"), t)),
        Read("Rules.GetAsync: by object id", (w, c, t) => c.Rules.GetAsync(RuleKey.OfId(w.RuleObjectId), t)),
        Write("Rules.ReplaceAsync", (_, c, t) => c.Rules.ReplaceAsync(RuleRoutesTests.Rule("r-1"), t)),
        Write("Rules.PatchAsync", (_, c, t) => c.Rules.PatchAsync(RuleKey.OfRuleId("r-2"), """{"tags":["t"]}"""u8.ToArray(), t)),
        Read("Rules.FindAsync", (_, c, t) => c.Rules.FindAsync(new RuleFilter { Kuery = "alert.attributes.enabled: false", SortField = "name", Descending = true, Page = 1, PageSize = 5 }, t)),
        Walk("Rules.FindAllAsync", (_, c, t) => c.Rules.FindAllAsync(new RuleFilter { PageSize = 1 }, t)),
        Read("Rules.ExportAsync", (_, c, t) => c.Rules.ExportAsync(Stream.Null, ["r-1"], new RuleExportOptions { FileName = "rules.ndjson" }, t)),
        Read("Rules.ExportAsync: every rule", (_, c, t) => c.Rules.ExportAsync(Stream.Null, options: new RuleExportOptions { ExcludeExportDetails = true }, cancellationToken: t)),
        Read("Rules.ExportAsync: of a selection", (w, c, t) => c.Rules.ExportAsync(Stream.Null, RuleSelection.Ids(w.RuleObjectId), cancellationToken: t)),
        Walk("Rules.ExportRulesAsync", (_, c, t) => c.Rules.ExportRulesAsync(cancellationToken: t)),
        Write("Rules.ImportAsync", (_, c, t) => c.Rules.ImportAsync(Encoding.UTF8.GetBytes(Line), new RuleImportOptions { Overwrite = true, OverwriteExceptions = true, OverwriteActionConnectors = true, AsNewList = true }, t)),
        Write("Rules.PreviewAsync", (w, c, t) => c.Rules.PreviewAsync(RuleRoutesTests.Rule("r-3"), new RulePreviewOptions { TimeframeEnd = w.Rig.Time.GetUtcNow(), InvocationCount = 2, EnableLoggedRequests = true }, t)),
        Bulk("enable", _ => RuleBulkAction.Enable),
        Bulk("run", w => RuleBulkAction.Run(w.Rig.Time.GetUtcNow().AddHours(-1), w.Rig.Time.GetUtcNow())),
        Bulk("disable", _ => RuleBulkAction.Disable),
        Bulk("edit", _ => RuleBulkAction.Edit(JsonElement.Parse("""{"type":"add_tags","value":["x"]}"""))),
        Bulk("duplicate", _ => RuleBulkAction.Duplicate(includeExceptions: true, includeExpiredExceptions: true)),
        Write("Rules.DeleteAsync", (_, c, t) => c.Rules.DeleteAsync(RuleKey.OfRuleId("r-2"), t)),
        Bulk("delete", _ => RuleBulkAction.Delete),
        Read("Alerts.SearchAsync", (_, c, t) => c.Alerts.SearchAsync("""{"query":{"match_all":{}},"size":1,"sort":[{"@timestamp":"asc"}],"_source":true,"track_total_hits":true}"""u8.ToArray(), t)),
        Write("Alerts.SetStatusAsync", (w, c, t) => c.Alerts.SetStatusAsync([w.AlertId], AlertStatus.Closed, t)),
        Write("Alerts.SetStatusByQueryAsync", (_, c, t) => c.Alerts.SetStatusByQueryAsync("""{"match_all":{}}"""u8.ToArray(), AlertStatus.Acknowledged, proceedOnConflicts: true, t)),
        Write("Alerts.SetTagsAsync", (w, c, t) => c.Alerts.SetTagsAsync([w.AlertId], ["a"], ["b"], t)),
        Read("Status.GetServerAsync", (_, c, t) => c.Status.GetServerAsync(t)),
        Read("Status.GetVersionAsync", (_, c, t) => c.Status.GetVersionAsync(t)),
        Read("CheckPrivilegesAsync", (w, c, t) => c.CheckPrivilegesAsync(PrivilegePlan.Everything, w.Elasticsearch, cancellationToken: t)),
        Read("CheckPrivilegesAsync: Kibana alone", (_, c, t) => c.CheckPrivilegesAsync(cancellationToken: t)),
        Read("AlertFeed.ReadAsync", FeedAsync),
        Read("ActionOperation.WaitForCompletionAsync", (w, c, t) => ActionOperation.Rehydrate(c, new AskedAction(ResponseActionCommand.Scan, CallWorld.Host), w.ScanId).WaitForCompletionAsync(new WaitOptions { Deadline = TimeSpan.FromMinutes(1) }, t)),
        ByHand("isolate", new IsolateRequest { Comment = "line 1\r\nline 2", AlertIds = ["alert-1"], CaseIds = ["case-1"] }),
        ByHand("upload", new UploadRequest { FileName = "x.sh", Open = static () => new MemoryStream("#!"u8.ToArray()), Overwrite = true, Comment = "upload", AlertIds = ["alert-1"], CaseIds = ["case-1"] }),
    ];

    public static ClientCall Named(string name) => All.Single(call => call.Name == name);

    private static ClientCall Read<T>(string name, Func<CallWorld, ResponseActionsClient, CancellationToken, ValueTask<T>> call) => new(name, async (w, c, t) => await call(w, c, t));

    private static ClientCall Write<T>(string name, Func<CallWorld, ResponseActionsClient, CancellationToken, ValueTask<T>> call) => Read(name, call) with { Writes = true };

    private static ClientCall Walk<T>(string name, Func<CallWorld, ResponseActionsClient, CancellationToken, IAsyncEnumerable<T>> call) => new(name, async (w, c, t) => await call(w, c, t).ToListAsync(t));

    private static ClientCall Bulk(string name, Func<CallWorld, RuleBulkAction> action) =>
        Write($"Rules.BulkAsync: {name}", (w, c, t) => c.Rules.BulkAsync(action(w), RuleSelection.Ids(w.RuleObjectId), dryRun: false, t));

    private static ClientCall ByHand(string name, ManualRequest request) => Write($"ByHand.SendAsync: {name}", async (w, c, t) =>
    {
        using var dispatcher = new ActionDispatcher(c, w.Rig.Policy, new InMemoryActionLedger(), new DispatchOptions { Rights = w.Rig.Rights });
        return (await dispatcher.ByHand.SendAsync(CallWorld.Host, request, WaitUntil.Completed, t)).Outcome;
    });

    private static async ValueTask<int> FeedAsync(CallWorld world, ResponseActionsClient client, CancellationToken stop)
    {
        var feed = new AlertFeed(client, [RuleRoutesTests.Rule("r-1")], new InMemoryAlertCheckpoint(), new AlertFeedOptions { StartAt = world.Rig.Time.GetUtcNow().AddDays(-1) });
        await foreach (var batch in feed.ReadAsync(stop))
        {
            await batch.AcknowledgeAsync(stop);
            return batch.Alerts.Count;
        }

        return 0;
    }

    private static ActionQuery EveryFilter(CallWorld world) => new()
    {
        Page = 2,
        PageSize = 50,
        AgentIds = ["a1", "s1"],
        AgentTypes = [AgentType.Endpoint],
        Commands = [ResponseActionCommand.Isolate, ResponseActionCommand.Execute],
        Statuses = [ActionStatus.Pending],
        Types = [ActionType.Manual],
        UserIds = ["elastic"],
        WithOutputs = ["1"],
        StartDate = world.Rig.Time.GetUtcNow(),
        EndDate = world.Rig.Time.GetUtcNow(),
    };
}
