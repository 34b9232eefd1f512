using System.Text;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Processing;

/// <summary>A rule that matches all over the fleet in one pass sends nothing at all, and stays stopped.</summary>
public sealed class RuleHostsTests
{
    private static readonly DetectionRule Kill = DetectionRule.Parse("""
        {"rule_id":"kill","name":"Kill","type":"query","language":"kuery","query":"process.name: evil*","risk_score":90,"severity":"high",
        "response_actions":[{"action_type_id":".endpoint","params":{"command":"kill-process","config":{"overwrite":false,"field":"process.entity_id"}}}]}
        """u8);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public async Task ProcessAsync_OneRuleOnManyHosts_SendsAllOrNothing(int hosts, bool isSent)
    {
        await using var rig = await Rig.StartAsync(Face.InMemory);
        AddHosts(rig, hosts);
        var pipeline = new ResponsePipeline(DetectionRuleSet.Compile([Kill]), rig.Dispatcher);

        var report = await pipeline.ProcessAsync(Events(1, hosts), Stop);

        Assert.Equal(isSent ? hosts : 0, rig.Way.Posts.Count);
        Assert.All(report.Actions, a => Assert.Equal(isSent ? "mode" : "rule hosts", a.Review.Guard));
        Assert.Equal(isSent ? 0 : 1, (await rig.Ledger.ReadTripsAsync(Stop)).Count);
    }

    [Fact]
    public async Task ProcessAsync_HostByHostInSeveralPasses_StopsAtTheLimitUntilAPersonResetsIt()
    {
        await using var rig = await Rig.StartAsync(Face.InMemory);
        AddHosts(rig, 13);
        var pipeline = new ResponsePipeline(DetectionRuleSet.Compile([Kill]), rig.Dispatcher);

        for (var host = 1; host <= 12; host++)
            await pipeline.ProcessAsync(Events(host, 1), Stop);
        var sent = rig.Way.Posts.Count;
        rig.Time.Advance(TimeSpan.FromMinutes(11));
        var stillStopped = await pipeline.ProcessAsync(Events(13, 1, "2026-01-15T10:11:00.000Z"), Stop);
        await rig.Dispatcher.ResetBreakerAsync("kill", "duty", "the rule was mended", Stop);
        var again = await pipeline.ProcessAsync(Events(13, 1, "2026-01-15T10:11:00.000Z"), Stop);

        Assert.Equal(10, sent);
        Assert.Equal("breaker", Assert.Single(stillStopped.Actions).Review.Guard);
        Assert.Equal(ActionOutcomeKind.Confirmed, Assert.Single(again.Actions).Outcome.Kind);
    }

    [Fact]
    public async Task ProcessAsync_DryRun_SaysThatItWouldBeHeld()
    {
        var pipeline = new ResponsePipeline(DetectionRuleSet.Compile([Kill]), Rig.Enforcing, timeProvider: new Testing.VirtualTimeProvider(new DateTimeOffset(2026, 1, 15, 10, 0, 0, TimeSpan.Zero)));

        var report = await pipeline.ProcessAsync(Events(1, 11), Stop);

        Assert.All(report.Actions, static a => Assert.Equal((GuardVerdict.Held, "rule hosts"), (a.Review.Verdict, a.Review.Guard)));
    }

    private static void AddHosts(Rig rig, int hosts)
    {
        for (var host = 1; host <= hosts; host++)
            rig.Kibana.AddEndpoint($"a{host}").AddProcess(8, $"evil{host}", $"e-{host}");
    }

    private static InputEvent[] Events(int first, int count, string time = "2026-01-15T09:59:00.000Z") => [.. Enumerable.Range(first, count).Select(host => new InputEvent(
        Encoding.UTF8.GetBytes($$$"""{"@timestamp":"{{{time}}}","agent":{"id":"a{{{host}}}","type":"endpoint"},"host":{"id":"host-a{{{host}}}","name":"a{{{host}}}","os":{"type":"linux"}},"process":{"name":"evil{{{host}}}","pid":8,"entity_id":"e-{{{host}}}"}}"""),
        Id: $"{host}"))];
}
