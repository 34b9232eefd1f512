namespace Elastic.ResponseActions.Tool.Tests.Samples;

/// <summary>The samples' output, word for word. The expected files are changed by hand, after reading what changed.</summary>
public sealed class SampleTests
{
    [Theory]
    [InlineData("respond.txt", "table")]
    [InlineData("respond.ndjson", "ndjson")]
    public async Task Respond_Samples_PrintsWhatTheExpectedFileHas(string expected, string format)
    {
        var run = await ToolRun.Of(ToolRun.SampleResponse("--format", format));

        Check(expected, run);
    }

    [Theory]
    [InlineData("plan.txt", "table")]
    [InlineData("plan.ndjson", "ndjson")]
    public async Task Plan_Samples_PrintsWhatTheExpectedFileHas(string expected, string format)
    {
        var run = await ToolRun.Of(ToolRun.Sample("plan", "--format", format));

        Check(expected, run);
    }

    [Theory]
    [InlineData("check.txt", "check", "table")]
    [InlineData("check.ndjson", "check", "ndjson")]
    public async Task Check_Samples_PrintsWhatTheExpectedFileHas(string expected, string command, string format)
    {
        var run = await ToolRun.Of(command, "--rules", Path.Combine(Repository.Samples, "rules"), "--format", format);

        Check(expected, run);
    }

    [Theory]
    [InlineData("match.txt", "table")]
    [InlineData("match.ndjson", "ndjson")]
    public async Task Match_Samples_PrintsWhatTheExpectedFileHas(string expected, string format)
    {
        var run = await ToolRun.Of("match", "--rules", Path.Combine(Repository.Samples, "rules"), "--events", Path.Combine(Repository.Samples, "events.ndjson"), "--format", format);

        Check(expected, run);
    }

    [Fact]
    public async Task Respond_Samples_EachPartOfTheStoryHasAnOutcomeOfItsOwn()
    {
        var run = await ToolRun.Of(ToolRun.SampleResponse("--format", "ndjson"));

        var outcomes = run.Records.Select(record => (
            record.GetProperty("host_name").GetString(),
            record.GetProperty("command").GetString(),
            record.GetProperty("outcome").GetString(),
            record.GetProperty("guard").GetString()));
        Assert.Equivalent(
            new (string?, string?, string?, string?)[]
            {
                ("finance-laptop-07", "isolate", "confirmed", "mode"),
                ("finance-laptop-07", "kill-process", "confirmed", "mode"),
                ("build-linux-02", "suspend-process", "confirmed", "mode"),
                ("build-linux-02", "suspend-process", "refused", "applicability"),
                ("design-mac-11", "isolate", "held", "approval"),
                ("design-mac-11", "kill-process", "confirmed", "mode"),
                ("dc-01", "isolate", "refused", "protected hosts"),
                ("dc-01", "kill-process", "refused", "protected hosts"),
                ("kiosk-04", "isolate", "refused", "applicability"),
                ("kiosk-04", "kill-process", "refused", "applicability"),
            },
            outcomes,
            strict: true);
    }

    private static void Check(string expectedFile, ToolRun run)
    {
        Assert.Equal(("", 0), (run.Error, run.ExitCode));
        Assert.Equal(File.ReadAllText(Repository.TestFile("Samples", "Expected", expectedFile)), run.Output, ignoreLineEndingDifferences: true);
    }
}
