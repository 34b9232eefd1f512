using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Calls;

/// <summary>Whoever answers in Kibana's place, over real HTTP: no call takes it for an answer, none repeats a change, none tells the key.</summary>
public sealed class HostileAnswerTests
{
    private static readonly Dictionary<string, (string Body, string Type)> Answers = new()
    {
        ["web page"] = ("<html><body>Log in, KEY</body></html>", "text/html"),
        ["web page that says it is JSON"] = ("<html><body>Log in, KEY</body></html>", "application/json"),
        ["ten megabytes"] = ($"{{\"message\":\"{new string('x', 10_000_000)}\"}}", "application/json"),
        ["ten megabytes of lines"] = (string.Concat(Enumerable.Repeat("{\"x\":\"0123456789\"}\n", 500_000)), "application/ndjson"),
        ["identity twice"] = ("""{"id":"1","id":"2","rule_id":"r-1","rule_id":"r-2","name":"KEY","type":"query","data":{"id":"1","id":"2","command":"scan","agents":["a1"],"agents":["b2"]},"metadata":{"agent":{"id":"a1","id":"b2"}}}""", "application/json"),
        ["texts that quote the key"] = ("""{"rule_id":"r-1","id":"KEY","name":"KEY","type":7,"data":{"id":"KEY"},"version":{"number":[]},"message":"KEY"}""", "application/json"),
        ["cut"] = ("""{"data":[{"id":"KEY""", "application/json"),
        ["an empty object"] = ("{}", "application/json"),
        ["a list"] = ("""["KEY"]""", "application/json"),
        ["nothing"] = ("", "application/json"),
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. Answers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task EveryCall_AnswerThatIsNone_IsAnErrorWithoutTheKey(string what)
    {
        await using var world = await CallWorld.StartAsync(Face.Loopback, Stop);
        var kibana = world.Rig.Kibana;
        kibana.Faults.Add("*", FakeFaultEffect.Answer(200, Answers[what].Body.Replace("KEY", kibana.ApiKey, StringComparison.Ordinal), Answers[what].Type));
        foreach (var call in ClientCalls.All)
        {
            using var http = world.CreateTransport();
            var before = kibana.Requests.Count;

            var (given, error) = await RunAsync(call, world, new ResponseActionsClient(http, world.Rig.Options, world.Rig.Time));

            Assert.True(error is ResponseActionsException or TransportException or FileDownloadException || IsFailure(given), $"{call.Name}: {given ?? "nothing"} {error}");
            Assert.DoesNotContain(kibana.ApiKey, $"{error}{given}", StringComparison.Ordinal);
            var changes = kibana.Requests.Skip(before).Count(request => request.Method != "GET");
            Assert.True(changes <= 1 || !call.Writes, $"{call.Name}: sent {changes} times");
        }
    }

    // A server that does not say what it is checks nothing beforehand; what a report cannot find out is not granted; an action that may run is an outcome.
    private static bool IsFailure(object? given) => given switch
    {
        IReadOnlyList<RuleProblem> => true,
        PrivilegeReport report => !report.AllGranted,
        ActionOutcome outcome => outcome.Kind != ActionOutcomeKind.Confirmed,
        _ => false,
    };

    private static async Task<(object? Given, Exception? Error)> RunAsync(ClientCall call, CallWorld world, ResponseActionsClient client)
    {
        try
        {
            return (await call.RunAsync(world, client, Stop).WaitAsync(TimeSpan.FromSeconds(60), Stop), null);
        }
        catch (Exception error)
        {
            return (null, error);
        }
    }
}
