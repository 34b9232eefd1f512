using Elastic.ResponseActions;
using Elastic.ResponseActions.AotSmoke;
using Elastic.ResponseActions.Testing;

if (args is [FirstVerdict.Name, var rulesFile, var eventFile])
    return FirstVerdict.Run(rulesFile, eventFile);

// One KQL rule from event bytes to a tracked outcome, over HTTP to a fake Kibana on loopback. Exit code 1 on a wrong answer.
const string expected = "1 match; isolate on 'agent-1': Confirmed; web-01 isolated, web-02 not";

var time = new VirtualTimeProvider(new DateTimeOffset(2026, 1, 15, 10, 0, 0, TimeSpan.Zero));
await using var kibana = new FakeKibana(new FakeKibanaOptions { TimeProvider = time });
var web01 = kibana.AddEndpoint("agent-1", "web-01");
var web02 = kibana.AddEndpoint("agent-2", "web-02");

var rules = DetectionRuleSet.Compile([DetectionRule.Parse("""
    {
      "id": "6c1a5a2e-0001-4000-8000-000000000001", "rule_id": "web-shell", "name": "Web server starts a shell", "type": "query", "language": "kuery",
      "query": "process.parent.name: (nginx or httpd) and process.name: (sh or bash) and host.ip: \"10.0.0.0/8\"",
      "description": "A shell below a web server.", "severity": "high", "risk_score": 73,
      "response_actions": [{ "action_type_id": ".endpoint", "params": { "command": "isolate", "comment": "AOT smoke" } }]
    }
    """u8)]);

var options = new KibanaOptions { Address = await kibana.StartAsync(), Credentials = KibanaCredentials.ApiKey(kibana.ApiKey) };
using var transport = new HttpClientTransport(options);
var rights = new CallerRights { License = LicenseLevel.Enterprise, Commands = new HashSet<ResponseActionCommand> { ResponseActionCommand.Isolate, ResponseActionCommand.GetFile } };
var client = new ResponseActionsClient(transport, options, time);
using var dispatcher = new ActionDispatcher(
    client,
    ResponsePolicy.Default with { DefaultMode = ActionMode.Enforce, Approval = new ApprovalPolicy { Classes = [], FirstOfRule = false } },
    new InMemoryActionLedger(),
    new DispatchOptions { Rights = rights });

var report = await new ResponsePipeline(rules, dispatcher).ProcessAsync(new[] { Event(web01, "nginx"), Event(web02, "sshd") });

var actions = report.Actions.Select(action => $"{action.Action.Command} on '{action.Action.Target}': {action.Outcome.Kind}");
var found = $"{report.Matches.Count} match; {string.Join(", ", actions)}; web-01 {State(web01)}, web-02 {State(web02)}";
if (found != expected)
{
    Console.Error.WriteLine($"AOT smoke failed.\nexpected: {expected}\nfound:    {found}\n{string.Join('\n', report.Actions.Select(action => action.Outcome))}");
    return 1;
}

var calls = await ClientCalls.RunAsync(kibana, client, dispatcher, rules.Rules[0]);
if (calls != ClientCalls.Expected)
{
    Console.Error.WriteLine($"AOT smoke failed.\nexpected: {ClientCalls.Expected}\nfound:    {calls}");
    return 1;
}

Console.WriteLine($"AOT smoke: {found}\nclient: {calls}");
return 0;

static string State(FakeEndpoint host) => host.IsIsolated ? "isolated" : "not";

static InputEvent Event(FakeEndpoint host, string parent) => new(System.Text.Encoding.UTF8.GetBytes($$"""
    {
      "@timestamp": "2026-01-15T09:59:58Z",
      "agent": { "id": "{{host.AgentId}}", "type": "endpoint" },
      "host": { "id": "{{host.HostId}}", "name": "{{host.Name}}", "ip": ["10.1.2.3"], "os": { "type": "linux" } },
      "process": { "name": "bash", "parent": { "name": "{{parent}}" } }
    }
    """));
