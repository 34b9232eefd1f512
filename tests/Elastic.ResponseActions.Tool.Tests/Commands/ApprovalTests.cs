using Elastic.ResponseActions.Testing;

namespace Elastic.ResponseActions.Tool.Tests.Commands;

/// <summary>Held by one run, approved or denied by a person, sent by the next run.</summary>
public sealed class ApprovalTests : IDisposable
{
    private const string Rule = """{"rule_id":"r1","name":"All","type":"query","language":"kuery","query":"a: 1","severity":"high","tags":["t"],"response_actions":[{"action_type_id":".endpoint","params":{"command":"isolate"}}]}""";
    private const string Event = """{"@timestamp":"2026-01-01T00:00:00Z","a":1,"agent":{"id":"a1","type":"endpoint"},"host":{"id":"h1","name":"n1","os":{"type":"linux"}}}""";
    private const string Approve = """{"version":1,"mode":{"default":"approve"},"max_age":{"isolate":"3650d"}}""";

    private readonly Scratch _scratch = new();

    private string Ledger => Path.Combine(_scratch.Folder, "ledger.db");

    public void Dispose() => _scratch.Dispose();

    private Task<ToolRun> RespondAsync(FakeKibana kibana, Uri address) => ToolRun.Of(
        "respond", "--rules", _scratch.Write("rule.json", Rule), "--events", _scratch.Write("event.json", Event), "--policy", _scratch.Write("policy.json", Approve), "--format", "ndjson",
        "--kibana", $"{address}", "--api-key-file", _scratch.Write("key", kibana.ApiKey), "--license", "enterprise", "--may", "isolate", "--ledger", Ledger);

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Held_ThenAnswered_IsSentByTheNextRunOnlyForAYes(bool isApproved, int sent)
    {
        await using var kibana = new FakeKibana(FakeKibanaOptions.Default with { AnswerAfter = TimeSpan.Zero });
        kibana.AddEndpoint("a1", "n1").HostId = "h1";
        var address = await kibana.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        var first = await RespondAsync(kibana, address);
        var held = Assert.Single((await ToolRun.Of("actions", "held", "--ledger", Ledger, "--format", "ndjson")).Records);
        var (key, digest) = (held.GetProperty("key").GetString()!, held.GetProperty("digest").GetString()!);
        var wrong = await ToolRun.Of("actions", "approve", key, "--digest", new string('0', 64), "--by", "ann", "--reason", "fine", "--ledger", Ledger);
        var answered = isApproved
            ? await ToolRun.Of("actions", "approve", key, "--digest", digest, "--by", "ann", "--reason", "fine", "--ledger", Ledger, "--format", "ndjson")
            : await ToolRun.Of("actions", "deny", key, "--by", "ann", "--reason", "a drill", "--ledger", Ledger, "--format", "ndjson");
        await RespondAsync(kibana, address);
        var left = await ToolRun.Of("actions", "held", "--ledger", Ledger, "--format", "ndjson");

        Assert.Equal(("held", "approval"), (Assert.Single(first.Records).GetProperty("outcome").GetString(), first.Records[0].GetProperty("guard").GetString()));
        Assert.Equal(3, wrong.ExitCode);
        Assert.StartsWith("The approval is void", wrong.Error, StringComparison.Ordinal);
        Assert.Equal(0, answered.ExitCode);
        Assert.Equal(isApproved ? "approved" : "denied", Assert.Single(answered.Records).GetProperty("approval").GetString());
        Assert.Equal(sent, kibana.Actions.Count);
        Assert.Empty(left.Records);
    }

    [Fact]
    public async Task Answer_NothingThere_SaysSo()
    {
        var missing = await ToolRun.Of("actions", "held", "--ledger", Ledger);

        Assert.Equal((3, $"The ledger '{Ledger}' is not there.\n"), (missing.ExitCode, missing.Error));
    }
}
