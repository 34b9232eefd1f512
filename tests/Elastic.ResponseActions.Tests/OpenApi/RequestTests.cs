using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Testing.Tests.OpenApi;
using Elastic.ResponseActions.Tests.Calls;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.OpenApi;

/// <summary>Every request that the client can send, with every parameter set, is held to the API's description.</summary>
public sealed class RequestTests
{
    // Not described: Kibana's own status, its licence, and Elasticsearch.
    private static readonly string[] Undescribed = ["/api/status", "/api/licensing/info"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_OfEveryCallAndCommand_FitTheDescription()
    {
        ApiDescription[] descriptions = [ApiDescription.Read("endpoint-management.yaml"), ApiDescription.Read("detections.yaml")];
        await using var world = await CallWorld.StartAsync(Face.InMemory, Stop);
        foreach (var call in ClientCalls.All)
            await call.RunAsync(world, world.Rig.Client, Stop);
        await SendEveryCommandAsync(world.Rig);

        // What writing rules takes, Kibana itself is asked only before 9.3.
        world.Rig.Kibana.Version = "9.2.0";
        await new ResponseActionsClient(world.Rig.Way, world.Rig.Options, world.Rig.Time).CheckPrivilegesAsync(PrivilegePlan.Everything, world.Elasticsearch, cancellationToken: Stop);

        List<string> errors = [];
        HashSet<string> described = [];
        foreach (var request in world.Rig.Way.Posts.Concat(world.Rig.Way.Gets).Where(request => !Undescribed.Contains(request.Path)))
        {
            if (descriptions.Select(one => (Description: one, Found: one.Find(request))).FirstOrDefault(one => one.Found is not null) is not { Found: var (template, operation) } one)
            {
                errors.Add($"{request}: the description has no such route");
                continue;
            }

            described.Add(template);
            errors.AddRange((await one.Description.CheckAsync(operation, request)).Select(error => $"{request}: {error}"));
        }

        Assert.Empty(errors);
        Assert.Equal(
            [
                "DELETE /api/detection_engine/rules",
                "GET /api/detection_engine/privileges",
                "GET /api/detection_engine/rules",
                "GET /api/detection_engine/rules/_find",
                "GET /api/endpoint/action",
                "GET /api/endpoint/action/state",
                "GET /api/endpoint/action/{action_id}",
                "GET /api/endpoint/action/{action_id}/file/{file_id}",
                "GET /api/endpoint/action/{action_id}/file/{file_id}/download",
                "GET /api/endpoint/action_status",
                "GET /api/endpoint/metadata",
                "GET /api/endpoint/metadata/{id}",
                "PATCH /api/detection_engine/rules",
                "POST /api/detection_engine/rules",
                "POST /api/detection_engine/rules/_bulk_action",
                "POST /api/detection_engine/rules/_export",
                "POST /api/detection_engine/rules/_import",
                "POST /api/detection_engine/rules/preview",
                "POST /api/detection_engine/signals/search",
                "POST /api/detection_engine/signals/status",
                "POST /api/detection_engine/signals/tags",
                "POST /api/endpoint/action/cancel",
                "POST /api/endpoint/action/execute",
                "POST /api/endpoint/action/get_file",
                "POST /api/endpoint/action/isolate",
                "POST /api/endpoint/action/kill_process",
                "POST /api/endpoint/action/memory_dump",
                "POST /api/endpoint/action/run_script",
                "POST /api/endpoint/action/running_procs",
                "POST /api/endpoint/action/scan",
                "POST /api/endpoint/action/suspend_process",
                "POST /api/endpoint/action/unisolate",
                "POST /api/endpoint/action/upload",
                "PUT /api/detection_engine/rules",
            ],
            described.Order(StringComparer.Ordinal));
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

    private static async Task SendEveryCommandAsync(Rig rig)
    {
        rig.Kibana.Connectors = [AgentType.SentinelOne, AgentType.CrowdStrike, AgentType.MicrosoftDefenderEndpoint];
        rig.Kibana.Hosts["a1"].CommandResults["whoami"] = new("root");
        rig.Kibana.AddEndpoint("s1").AgentType = AgentType.SentinelOne;
        rig.Kibana.AddEndpoint("c1").AgentType = AgentType.CrowdStrike;
        rig.Kibana.AddEndpoint("d1").AgentType = AgentType.MicrosoftDefenderEndpoint;
        rig.Kibana.AddScript(new FakeScript { Id = "s-1", Name = "one" });
        (string Host, ManualRequest Request)[] requests =
        [
            ("a1", new ReleaseRequest()),
            ("a1", new SuspendProcessRequest { Target = ProcessTarget.Pid(4244) }),
            ("a1", new KillProcessRequest { Target = ProcessTarget.EntityId("e-1") }),
            ("s1", new KillProcessRequest { AgentType = AgentType.SentinelOne, Target = ProcessTarget.Name("evil.exe") }),
            ("a1", new RunningProcessesRequest()),
            ("a1", new ExecuteRequest { CommandLine = "whoami", Timeout = TimeSpan.FromSeconds(90) }),
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
    }
}
