using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Dispatching;

/// <summary>Real sockets cut after every single byte of a send and of its answer: never a second POST, never a false success.</summary>
public sealed class CutSocketTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Now = new(2026, 1, 15, 10, 0, 0, TimeSpan.Zero);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("isolate")]
    [InlineData("kill-process")]
    public async Task DispatchAsync_CutAtEveryByte_SendsOnceAndTellsTheTruth(string command)
    {
        var whole = await RunAsync(command, null, null);
        Assert.Equal((ActionOutcomeKind.Confirmed, 1, 1), (whole.Outcome, whole.Posts, whole.Executed));

        for (var bytes = 1; bytes < whole.PostLength; bytes++)
        {
            var cut = await RunAsync(command, bytes, null);
            Assert.True((cut.Outcome, cut.Posts, cut.Executed) == (ActionOutcomeKind.Parked, 1, 0), $"request cut after {bytes} bytes: {cut}");
        }

        for (var bytes = 0; bytes < whole.AnswerLength; bytes++)
        {
            var cut = await RunAsync(command, null, bytes);
            Assert.True((cut.Outcome, cut.Posts, cut.Executed) == (ActionOutcomeKind.Confirmed, 1, 1), $"answer cut after {bytes} bytes: {cut}");
        }

        output.WriteLine($"{command}: {whole.PostLength} bytes of request, {whole.AnswerLength} of answer");
    }

    private static async Task<Exchange> RunAsync(string command, int? requestBytes, int? answerBytes)
    {
        var time = new VirtualTimeProvider(Now);
        await using var kibana = new FakeKibana(new FakeKibanaOptions { TimeProvider = time });
        kibana.AddEndpoint("a1").AddProcess(4242, "evil", "e-1");
        await using var proxy = new CuttingProxy(await kibana.StartAsync(), requestBytes, answerBytes);
        var options = new KibanaOptions { Address = proxy.Address, Credentials = KibanaCredentials.ApiKey(kibana.ApiKey), JitterSeed = 1 };
        using var transport = new HttpClientTransport(options);
        var client = new ResponseActionsClient(transport, options, time);
        var commands = new HashSet<ResponseActionCommand> { new(command) };
        using var dispatcher = new ActionDispatcher(client, Rig.Enforcing, new InMemoryActionLedger(), new DispatchOptions { Rights = new CallerRights { License = LicenseLevel.Enterprise, Commands = commands } });

        var isKill = command == "kill-process";
        var action = new PlannedAction
        {
            Command = new ResponseActionCommand(command),
            Target = new EndpointId("a1"),
            AgentIds = [new EndpointId("a1")],
            ParameterName = isKill ? "entity_id" : null,
            ParameterValue = isKill ? System.Text.Json.JsonElement.Parse("\"e-1\"") : null,
            RequestId = "r1",
        };
        var review = new ResponseGuard(Rig.Enforcing).Review(action, new GuardFacts
        {
            Now = Now,
            Destination = client.Destination,
            Endpoint = new EndpointFacts { Metadata = await client.Endpoints.GetAsync(action.Target, Stop), FetchedAt = Now },
            PrivilegeGranted = true,
        });
        var operation = await dispatcher.DispatchAsync(review.Approved!, Stop);
        var outcome = await operation.WaitForCompletionAsync(cancellationToken: Stop);
        return new Exchange(outcome.Kind, proxy.Posts, kibana.Actions.Count, proxy.PostLength, proxy.AnswerLength);
    }

    private sealed record Exchange(ActionOutcomeKind Outcome, int Posts, int Executed, int PostLength, int AnswerLength);
}
