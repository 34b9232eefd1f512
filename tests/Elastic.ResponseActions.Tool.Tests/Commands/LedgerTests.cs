using Elastic.ResponseActions.Testing;

namespace Elastic.ResponseActions.Tool.Tests.Commands;

public sealed class LedgerTests : IDisposable
{
    private const string Rule = """{"rule_id":"r1","name":"All","type":"query","language":"kuery","query":"a: 1","severity":"high","tags":["t"],"response_actions":[{"action_type_id":".endpoint","params":{"command":"isolate"}}]}""";
    private const string Event = """{"@timestamp":"2026-01-01T00:00:00Z","a":1,"agent":{"id":"a1","type":"endpoint"},"host":{"id":"h1","name":"n1","os":{"type":"linux"}}}""";
    private const string Enforce = """{"version":1,"mode":{"default":"enforce"},"approval":{"classes":[],"first_of_rule":false},"max_age":{"isolate":"3650d"}}""";

    private readonly Scratch _scratch = new();

    private string Ledger => Path.Combine(_scratch.Folder, "ledger.db");

    private Task<ToolRun> RespondAsync(FakeKibana kibana, Uri address) => ToolRun.Of(
        "respond", "--rules", _scratch.Write("rule.json", Rule), "--events", _scratch.Write("event.json", Event), "--policy", _scratch.Write("policy.json", Enforce), "--format", "ndjson",
        "--kibana", $"{address}", "--api-key-file", _scratch.Write("key", kibana.ApiKey), "--license", "enterprise", "--may", "isolate", "--ledger", Ledger);

    [Fact]
    public async Task Respond_SameEventsInAnotherRun_IsKnownFromTheLedger()
    {
        await using var kibana = new FakeKibana(FakeKibanaOptions.Default with { AnswerAfter = TimeSpan.Zero });
        kibana.AddEndpoint("a1", "n1").HostId = "h1";
        var address = await kibana.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        var first = await RespondAsync(kibana, address);
        var second = await RespondAsync(kibana, address);
        var verified = await ToolRun.Of("ledger", "verify", Ledger, "--format", "ndjson");

        Assert.Equal("confirmed", Assert.Single(first.Records).GetProperty("outcome").GetString());
        Assert.Equal(("refused", "duplicate"), (Assert.Single(second.Records).GetProperty("outcome").GetString(), second.Records[0].GetProperty("guard").GetString()));
        Assert.Single(kibana.Actions);
        Assert.Equal(("ok", 0), (Assert.Single(verified.Records).GetProperty("status").GetString(), verified.ExitCode));
        Assert.True(verified.Records[0].GetProperty("records").GetInt64() >= 6);

        var unknownHead = await ToolRun.Of("ledger", "verify", Ledger, "--head", new string('a', 64), "--format", "ndjson");
        Assert.Equal(("error", 2), (Assert.Single(unknownHead.Records).GetProperty("status").GetString(), unknownHead.ExitCode));
        Assert.Contains("were cut off at the end", unknownHead.Records[0].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LedgerVerify_NoLedger_SaysWhatIsWrong()
    {
        var missing = await ToolRun.Of("ledger", "verify", Ledger);
        var other = await ToolRun.Of("ledger", "verify", _scratch.Write("text.db", "this is a text and no ledger, and it is long enough to be taken for the header of a database file"));

        Assert.Equal((3, $"The ledger '{Ledger}' is not there.\n"), (missing.ExitCode, missing.Error));
        Assert.Equal(3, other.ExitCode);
        Assert.Contains("is corrupt, or no ledger", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Respond_LedgerThatCannotBeUsed_SendsNothing()
    {
        await using var kibana = new FakeKibana();
        kibana.AddEndpoint("a1", "n1").HostId = "h1";
        var address = await kibana.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Ledger, new string('x', 200), TestContext.Current.CancellationToken);

        var run = await RespondAsync(kibana, address);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("Nothing is sent from it", run.Error, StringComparison.Ordinal);
        Assert.Empty(kibana.Actions);
    }

    public void Dispose() => _scratch.Dispose();
}
