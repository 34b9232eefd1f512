using Elastic.ResponseActions.Testing;

namespace Elastic.ResponseActions.Tool.Tests.Commands;

public sealed class RulesTests : IDisposable
{
    private const string Rule = """{"rule_id":"r-1","name":"N","type":"query","query":"*","description":"d","risk_score":50,"severity":"high","response_actions":[{"action_type_id":".endpoint","params":{"command":"isolate"}}]}""";

    private readonly Scratch _scratch = new();

    [Fact]
    public async Task Push_ThenPullAndDiff_LosesNothing()
    {
        await using var kibana = new FakeKibana();
        string[] where = ["--kibana", (await kibana.StartAsync(cancellationToken: TestContext.Current.CancellationToken)).ToString(), "--api-key-file", Key(kibana)];

        var created = await ToolRun.With(Rule + "\n", ["rules", "push", "--rules", "-", "--format", "ndjson", .. where]);
        var replaced = await ToolRun.With(Rule + "\n", ["rules", "push", "--rules", "-", "--format", "ndjson", .. where]);
        var pulled = await ToolRun.Of(["rules", "pull", .. where]);

        Assert.Equal((0, "{\"rule_id\":\"r-1\",\"change\":\"created\"}\n", ""), (created.ExitCode, created.Output, created.Error));
        Assert.Equal("{\"rule_id\":\"r-1\",\"change\":\"replaced\"}\n", replaced.Output);
        var rule = Assert.Single(pulled.Records);
        Assert.Equal("isolate", rule.GetProperty("response_actions")[0].GetProperty("params").GetProperty("command").GetString());

        var (before, after) = (_scratch.Write("before.ndjson", pulled.Output), _scratch.Write("after.ndjson", pulled.Output.Replace("\"isolate\"", "\"isolate\",\"comment\":\"c\"", StringComparison.Ordinal)));
        var diff = await ToolRun.Of("rules", "diff", before, after, "--format", "ndjson");
        Assert.Equal("changed", Assert.Single(diff.Records).GetProperty("change").GetString());
        Assert.Empty((await ToolRun.Of("rules", "diff", before, before, "--format", "ndjson")).Output);
    }

    [Fact]
    public async Task Push_RuleThatKibanaWouldRefuse_NamesEveryErrorAndSendsNothing()
    {
        await using var kibana = new FakeKibana();
        string[] where = ["--kibana", (await kibana.StartAsync(cancellationToken: TestContext.Current.CancellationToken)).ToString(), "--api-key-file", Key(kibana)];

        var run = await ToolRun.With("""{"rule_id":"r","name":"N","type":"query","response_actions":[{"action_type_id":".endpoint","params":{"command":"reboot"}}]}""", ["rules", "push", "--rules", "-", .. where]);

        Assert.Equal(3, run.ExitCode);
        Assert.Equal(4, run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain(kibana.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task Push_BadRulesBehindGoodOnes_StoresNoneAndNamesEachWithItsPlace()
    {
        await using var kibana = new FakeKibana();
        string[] where = ["--kibana", (await kibana.StartAsync(cancellationToken: TestContext.Current.CancellationToken)).ToString(), "--api-key-file", Key(kibana)];
        var file = _scratch.Write("rules.ndjson", string.Join('\n',
            Rule,
            Rule.Replace("r-1", "r-2", StringComparison.Ordinal).Replace("\"isolate\"", "\"reboot\"", StringComparison.Ordinal),
            Rule,
            "{\"rule_id\":",
            Rule.Replace("r-1", "r-3", StringComparison.Ordinal).Replace("\"severity\":\"high\",", "", StringComparison.Ordinal)));

        var run = await ToolRun.Of(["rules", "push", "--rules", file, .. where]);

        Assert.Equal(3, run.ExitCode);
        Assert.Equal([4, 3, 2, 5], run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => int.Parse(line.Split(".ndjson:")[1].Split(':')[0], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.DoesNotContain(kibana.Requests, request => request.Method is "POST" or "PUT");
    }

    [Fact]
    public async Task Push_KibanaRefusesOneInTheMiddle_SaysWhatIsStored()
    {
        await using var kibana = new FakeKibana();
        string[] where = ["--kibana", (await kibana.StartAsync(cancellationToken: TestContext.Current.CancellationToken)).ToString(), "--api-key-file", Key(kibana)];
        kibana.Faults.Add(new FakeFault { Method = "POST", Path = "*/rules", Skip = 1, Effect = FakeFaultEffect.Answer(500, """{"message":"boom","status_code":500}""") });
        var rules = string.Join('\n', Rule, Rule.Replace("r-1", "r-2", StringComparison.Ordinal), Rule.Replace("r-1", "r-3", StringComparison.Ordinal));

        var run = await ToolRun.With(rules, ["rules", "push", "--rules", "-", "--format", "ndjson", .. where]);

        Assert.Equal((4, "{\"rule_id\":\"r-1\",\"change\":\"created\"}\n"), (run.ExitCode, run.Output));
        Assert.StartsWith("1 of 3 rules were stored. What is stored already is replaced by the same when they are pushed again.", run.Error, StringComparison.Ordinal);
        Assert.Contains("boom", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Privileges_MissingOne_SaysHowToGrantIt()
    {
        await using var kibana = new FakeKibana();
        kibana.User.Permissions = [.. FakePermission.All.Where(permission => permission != FakePermission.CanIsolateHost)];
        var (address, elasticsearch) = (await kibana.StartAsync(cancellationToken: TestContext.Current.CancellationToken), await kibana.Elasticsearch.StartAsync(cancellationToken: TestContext.Current.CancellationToken));

        var run = await ToolRun.Of("privileges", "--kibana", address.ToString(), "--elasticsearch", elasticsearch.ToString(), "--api-key-file", Key(kibana), "--format", "ndjson");

        Assert.Equal(0, run.ExitCode);
        var missing = Assert.Single(run.Records, record => !record.GetProperty("granted").GetBoolean());
        Assert.Equal("isolate", missing.GetProperty("need").GetString());
        Assert.Contains("host_isolation_all", missing.GetProperty("how_to_grant").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Privileges_NoAddress_IsBadInput() => Assert.Equal(3, (await ToolRun.Of("privileges")).ExitCode);

    public void Dispose() => _scratch.Dispose();

    private string Key(FakeKibana kibana) => _scratch.Write("key", kibana.ApiKey);
}
