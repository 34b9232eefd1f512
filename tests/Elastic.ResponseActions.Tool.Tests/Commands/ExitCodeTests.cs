namespace Elastic.ResponseActions.Tool.Tests.Commands;

public sealed class ExitCodeTests : IDisposable
{
    private readonly Scratch _scratch = new();

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("check")]
    [InlineData("check --rules /no/such/file")]
    [InlineData("check --rules /no/such/file --format xml")]
    [InlineData("match --rules - --events -")]
    [InlineData("query --query a:1")]
    [InlineData("fake --port 70000")]
    [InlineData("fake --scenario /no/such/file")]
    public async Task Run_UnusableArguments_EndsWithThree(string line)
    {
        var run = await ToolRun.Of(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(3, run.ExitCode);
        Assert.NotEqual("", run.Error);
    }

    [Theory]
    [InlineData("--max-hosts 1", 2)]
    [InlineData("--max-hosts 4", 0)]
    [InlineData("--fail-on refused", 2)]
    [InlineData("--fail-on held,parked", 2)]
    [InlineData("--fail-on failed,parked", 0)]
    [InlineData("--fail-on refusd", 3)]
    [InlineData("--now yesterday", 3)]
    [InlineData("--now 2026-03-02T09:30:00Z", 0)]
    public async Task Respond_BudgetAndFailOn_DecideTheExitCode(string more, int exitCode)
    {
        var run = await ToolRun.Of(ToolRun.SampleResponse([.. more.Split(' '), "--format", "ndjson"]));

        Assert.Equal(exitCode, run.ExitCode);
    }

    [Fact]
    public async Task Respond_OverMaxHosts_SendsNothing()
    {
        var run = await ToolRun.Of(ToolRun.SampleResponse("--max-hosts", "3"));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Equal("4 hosts would be acted on, and --max-hosts is 3: nothing was sent.\n", run.Error);
    }

    [Theory]
    [InlineData("--max-hosts 3", 2)]
    [InlineData("--max-hosts 4", 0)]
    [InlineData("--fail-on held", 2)]
    public async Task Plan_BudgetAndFailOn_DecideTheExitCode(string more, int exitCode)
    {
        var run = await ToolRun.Of(ToolRun.Sample("plan", [.. more.Split(' ')]));

        Assert.Equal(exitCode, run.ExitCode);
        Assert.NotEqual("", run.Output);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--fake --kibana http://127.0.0.1:1")]
    [InlineData("--kibana http://127.0.0.1:1")]
    [InlineData("--kibana nowhere --api-key-env HOME")]
    [InlineData("--kibana http://kibana.example --api-key-env HOME")]
    [InlineData("--kibana http://127.0.0.1:1 --api-key-env RESPONSE_ACTIONS_NO_SUCH_VARIABLE")]
    [InlineData("--kibana http://127.0.0.1:1 --api-key-env HOME --now 2026-03-02T09:30:00Z")]
    [InlineData("--kibana http://127.0.0.1:1 --api-key-env HOME --base-query")]
    public async Task Respond_NoUsableKibana_EndsWithThree(string more)
    {
        var run = await ToolRun.Of(ToolRun.Sample("respond", more.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

        Assert.Equal((3, ""), (run.ExitCode, run.Output));
    }

    [Fact]
    public async Task Query_SyntaxError_EndsWithThreeAndPointsAtThePlace()
    {
        var run = await ToolRun.Of("query", "--query", "a: }", "--events", _scratch.Write("events.ndjson", "{}"));

        Assert.Equal(3, run.ExitCode);
        var lines = run.Error.TrimEnd().Split('\n');
        Assert.Contains("(line 1, column 4)", lines[0], StringComparison.Ordinal);
        Assert.Equal(lines[^2].IndexOf('}'), lines[^1].IndexOf('^'));
    }

    [Fact]
    public async Task Query_Kuery_PrintsMatchesUnderTheIdQuery()
    {
        const string Events = """
            {"_id":"1","_source":{"process":{"pid":1}}}
            {"_id":"2","_source":{"process":{"pid":2}}}
            """;

        var run = await ToolRun.With(Events, "query", "--language", "kuery", "--query", "process.pid >= 2", "--events", "-", "--format", "ndjson");

        Assert.Equal((0, "{\"rule_id\":\"query\",\"event_ids\":[\"2\"]}\n"), (run.ExitCode, run.Output));
    }

    [Fact]
    public async Task Query_Eql_PrintsMatchesUnderTheIdQuery()
    {
        const string Events = """
            {"_id":"1","_source":{"event":{"category":"process"},"process":{"name":"CMD.exe"}}}
            {"_id":"2","_source":{"event":{"category":"file"},"process":{"name":"cmd.exe"}}}
            """;

        var run = await ToolRun.With(Events, "query", "--language", "eql", "--query", "process where process.name : \"cmd*\"", "--events", "-", "--format", "ndjson");

        Assert.Equal((0, "{\"rule_id\":\"query\",\"event_ids\":[\"1\"]}\n"), (run.ExitCode, run.Output));
    }

    [Fact]
    public async Task Query_Lucene_Matches()
    {
        const string Events = """
            {"_id":"1","_source":{"process":{"name":"cmd.exe"}}}
            {"_id":"2","_source":{"process":{"name":"calc.exe"}}}
            """;

        var run = await ToolRun.With(Events, "query", "--language", "lucene", "--query", "process.name:cmd* AND NOT process.name:calc*", "--events", "-", "--format", "ndjson");

        Assert.Equal((0, "{\"rule_id\":\"query\",\"event_ids\":[\"1\"]}\n"), (run.ExitCode, run.Output));
    }

    [Fact]
    public async Task Query_LanguageThatIsNotEvaluated_EndsWithThreeAndSaysSo()
    {
        var run = await ToolRun.Of("query", "--language", "esql", "--query", "a", "--events", _scratch.Write("events.ndjson", "{}"));

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("`esql`", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Cancelled_EndsWith130()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        var exitCode = await ToolHost.RunAsync(ToolRun.SampleResponse(), TextWriter.Null, TextWriter.Null, cancelled.Token);

        Assert.Equal(130, exitCode);
    }

    public void Dispose() => _scratch.Dispose();
}
