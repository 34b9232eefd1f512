using System.Net.Http.Json;

// The page shows a test for any runner; xunit's cancellation token would be noise there.
#pragma warning disable xUnit1051

namespace Elastic.ResponseActions.Testing.Tests.Docs;

/// <summary>The sample on rules of <c>docs/testing.md</c>.</summary>
public sealed class RunRuleSample
{
    [Fact]
    public async Task RunRule_EventThatMatches_EndsInTheStateOfTheHost()
    {
        var clock = new VirtualTimeProvider(new DateTimeOffset(2026, 1, 15, 10, 0, 0, TimeSpan.Zero));
        await using var kibana = new FakeKibana(new FakeKibanaOptions { TimeProvider = clock });
        kibana.AddEndpoint("a1", name: "web-01", os: "windows");
        using var client = kibana.CreateClient();
        var rule = new
        {
            type = "query",
            rule_id = "my-rule-id",
            name = "Evil",
            description = "Evil runs",
            risk_score = 73,
            severity = "high",
            query = "process.name: evil.exe",
            response_actions = new[] { new { action_type_id = ".endpoint", @params = new { command = "isolate" } } },
        };
        const string eventJson = """{"agent":{"id":"a1","type":"endpoint"},"process":{"name":"evil.exe"}}""";

        await client.PostAsJsonAsync("/api/detection_engine/rules", rule);
        FakeRuleRun run = kibana.RunRule("my-rule-id", [eventJson]);
        await kibana.AdvanceUntilCompletedAsync(run.Actions[0]);
        Assert.True(kibana.Hosts["web-01"].IsIsolated);
    }
}
