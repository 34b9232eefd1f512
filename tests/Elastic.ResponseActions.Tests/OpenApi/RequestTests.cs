using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Testing.Tests.OpenApi;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.OpenApi;

/// <summary>
/// Every request about actions and endpoints that leaves is held to the API's description, which is no part of this repository: it lies beside it, or where
/// <c>RA_OPENAPI</c> says; without it the test is skipped, and says so.
/// </summary>
public sealed class RequestTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_OfEveryCommandAndRead_FitTheDescription()
    {
        var folder = Environment.GetEnvironmentVariable("RA_OPENAPI") ?? Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "..", "shared", "spec", "openapi");
        var file = Path.Combine(folder, "endpoint-management.yaml");
        if (!File.Exists(file))
            Assert.Skip("endpoint-management.yaml is absent (../shared/spec/openapi beside the repository, or RA_OPENAPI): the requests were not held to the API description.");
        var document = YamlTree.Read(file);
        await using var rig = await Rig.StartAsync(Face.InMemory);

        await SendEverythingAsync(rig);

        List<string> errors = [];
        HashSet<string> described = [];
        foreach (var request in rig.Way.Posts.Concat(rig.Way.Gets).Where(static request => request.Path != "/api/status"))
        {
            if (Find(document, request) is not var (template, operation))
            {
                errors.Add($"{request}: the description has no such route");
                continue;
            }

            described.Add($"{request.Method} {template}");
            errors.AddRange(CheckQuery(document, operation, request).Concat(await CheckBodyAsync(document, operation, request)).Select(error => $"{request}: {error}"));
        }

        Assert.Empty(errors);
        Assert.Equal(20, described.Count);
    }

    [Fact]
    public void Check_BodyThatDoesNotFit_IsSeen()
    {
        var schema = JsonNode.Parse("""{"type":"object","required":["endpoint_ids"],"additionalProperties":false,"properties":{"endpoint_ids":{"type":"array"}}}""");
        var validator = new SchemaValidator([]);

        Assert.Null(validator.Check(schema, JsonElement.Parse("""{"endpoint_ids":[]}""")));
        Assert.NotNull(validator.Check(schema, JsonElement.Parse("""{"endpoint_ids":[],"more":1}""")));
        Assert.NotNull(validator.Check(schema, JsonElement.Parse("{}")));
    }

    private static async Task SendEverythingAsync(Rig rig)
    {
        var a1 = new EndpointId("a1");
        rig.Kibana.Connectors = [AgentType.SentinelOne, AgentType.CrowdStrike, AgentType.MicrosoftDefenderEndpoint];
        rig.Kibana.AddEndpoint("a1", "web-01").AddProcess(4244, "evil", entityId: "e-1").AddFile("/x", "x").CommandResults["whoami"] = new("root");
        rig.Kibana.AddEndpoint("s1").AgentType = AgentType.SentinelOne;
        rig.Kibana.AddEndpoint("c1").AgentType = AgentType.CrowdStrike;
        rig.Kibana.AddEndpoint("d1").AgentType = AgentType.MicrosoftDefenderEndpoint;
        rig.Kibana.AddScript(new FakeScript { Id = "s-1", Name = "one" });
        (string Host, ManualRequest Request)[] requests =
        [
            ("a1", new IsolateRequest { Comment = "line 1\r\nline 2", AlertIds = ["alert-1"], CaseIds = ["case-1"] }),
            ("a1", new ReleaseRequest()),
            ("a1", new SuspendProcessRequest { Target = ProcessTarget.Pid(4244) }),
            ("a1", new KillProcessRequest { Target = ProcessTarget.EntityId("e-1") }),
            ("s1", new KillProcessRequest { AgentType = AgentType.SentinelOne, Target = ProcessTarget.Name("evil.exe") }),
            ("a1", new RunningProcessesRequest()),
            ("a1", new ScanRequest { Path = "/x" }),
            ("a1", new ExecuteRequest { CommandLine = "whoami", Timeout = TimeSpan.FromSeconds(90) }),
            ("a1", new UploadRequest { FileName = "x.sh", Open = static () => new MemoryStream("#!"u8.ToArray()), Overwrite = true, Comment = "upload", AlertIds = ["alert-1"], CaseIds = ["case-1"] }),
            ("a1", new MemoryDumpRequest()),
            ("a1", new MemoryDumpRequest { Target = ProcessTarget.EntityId("e-1") }),
            ("a1", new RunScriptRequest { ScriptId = "s-1", ScriptInput = "-v", Timeout = TimeSpan.FromSeconds(5) }),
            ("s1", new SentinelOneScriptRequest { ScriptId = "1", ScriptInput = "x" }),
            ("c1", new CrowdStrikeScriptRequest { Raw = "x", HostPath = "y", CloudFile = "z", CommandLine = "-a", Timeout = TimeSpan.FromSeconds(60) }),
            ("d1", new DefenderScriptRequest { ScriptName = "x.ps1", Arguments = "-a" }),
            ("d1", new CancelRequest { AgentType = AgentType.MicrosoftDefenderEndpoint, ActionId = "1" }),
        ];
        foreach (var (host, request) in requests)
            await rig.Dispatcher.ByHand.SendAsync(new EndpointId(host), request, cancellationToken: Stop);

        var fetch = await rig.Dispatcher.ByHand.SendAsync(a1, new GetFileRequest { Path = "/x" }, WaitUntil.Completed, Stop);
        var actions = rig.Client.Actions;
        var fileId = ActionRoutes.FileId(fetch.Id!, a1, AgentType.Endpoint);
        await actions.GetFileInfoAsync(fetch.Id!, fileId, Stop);
        await actions.DownloadAsync(fetch.Id!, fileId, Stream.Null, 1000, Stop);
        await actions.CanSignAsync(Stop);
        await actions.GetPendingAsync([a1, new EndpointId("s1")], Stop);
        await actions.ListAsync(
            new ActionQuery
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
                StartDate = rig.Time.GetUtcNow(),
                EndDate = rig.Time.GetUtcNow(),
            },
            Stop);
        await rig.Client.Endpoints.ListAsync(new EndpointQuery { Page = 0, PageSize = 100, Kuery = "united.endpoint.host.name : *", HostStatuses = [HostStatus.Healthy], SortField = "host_status", SortAscending = true }, Stop);
        await rig.Client.Endpoints.ResolveAsync("web-01", Stop);
    }

    private static (string Template, JsonObject Operation)? Find(JsonObject document, TransportRequest request)
    {
        var segments = request.Path.Split('/');
        foreach (var (template, operations) in document["paths"]!.AsObject().OrderBy(route => route.Key.Contains('{', StringComparison.Ordinal)))
        {
            var expected = template.Split('/');
            if (expected.Length == segments.Length && expected.Zip(segments).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second) && operations?[request.Method == "GET" ? "get" : "post"] is JsonObject operation)
                return (template, operation);
        }

        return null;
    }

    private static IEnumerable<string> CheckQuery(JsonObject document, JsonObject operation, TransportRequest request)
    {
        var known = operation["parameters"]!.AsArray().Select(p => p!.AsObject()).Where(p => p["in"]!.ToString() == "query").ToDictionary(p => p["name"]!.ToString());
        foreach (var given in request.Query.GroupBy(q => q.Key, q => q.Value))
        {
            if (!known.TryGetValue(given.Key, out var parameter))
                yield return $"`{given.Key}` is not described";
            else if (new SchemaValidator(document).Check(parameter["schema"], Value(given.Key, [.. given])) is { } error)
                yield return $"`{given.Key}`: {error}";
        }
    }

    // What a server makes of a query's texts: numbers, lists of one name given again, and JSON where only a list is taken.
    private static JsonElement Value(string name, string[] values) => name switch
    {
        "page" or "pageSize" => JsonElement.Parse(values[0]),
        "hostStatuses" => JsonElement.Parse(values[0]),
        _ when values.Length > 1 => JsonElement.Parse(new JsonArray([.. values.Select(v => (JsonNode?)JsonValue.Create(v))]).ToJsonString()),
        _ => JsonElement.Parse(JsonValue.Create(values[0]).ToJsonString()),
    };

    private static async Task<IEnumerable<string>> CheckBodyAsync(JsonObject document, JsonObject operation, TransportRequest request)
    {
        if (request.Method == "GET")
            return [];

        var type = request.ContentType.Split(';')[0];
        if (operation["requestBody"]?["content"]?[type]?["schema"] is not { } schema)
            return [$"a body of type {type} is not described"];

        var body = request.StreamedBody is { } form ? await FieldsAsync(request.ContentType, form) : JsonElement.Parse(request.Body.Span);
        return new SchemaValidator(document).Check(schema, body) is { } error ? [error] : [];
    }

    // A form's fields as one object; its lists and objects are JSON texts.
    private static async Task<JsonElement> FieldsAsync(string contentType, StreamedBody form)
    {
        using var bytes = new MemoryStream();
        await form.WriteAsync(bytes, Stop);
        Assert.Equal(form.Length, bytes.Length);
        var fields = new JsonObject();
        foreach (var part in Encoding.UTF8.GetString(bytes.ToArray()).Split($"--{contentType.Split("boundary=")[1]}", StringSplitOptions.RemoveEmptyEntries)[..^1])
        {
            var (head, value) = part.Split("\r\n\r\n", 2) is [var h, var v] ? (h, v[..^2]) : default;
            var name = head.Split("name=\"")[1].Split('"')[0];
            fields[name] = name is "comment" or "agent_type" or "file" ? JsonValue.Create(value) : JsonNode.Parse(value);
        }

        return JsonElement.Parse(fields.ToJsonString());
    }

    private static string Here([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;
}
