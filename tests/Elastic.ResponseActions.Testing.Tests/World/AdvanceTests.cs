namespace Elastic.ResponseActions.Testing.Tests.World;

/// <summary>Letting time pass until an action has ended, without sleeping.</summary>
public sealed class AdvanceTests
{
    [Fact]
    public async Task AdvanceUntilCompleted_HostThatAnswersInAnHour_TakesNoRealTime()
    {
        await using var bench = await Bench.OpenAsync(Face.InMemory);
        bench.Kibana.Hosts["a1"].AnswerAfter = TimeSpan.FromHours(1);
        bench.Kibana.AddEndpoint("b2");
        await bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["b2","a1"]}""");

        await bench.Kibana.AdvanceUntilCompletedAsync(bench.Kibana.Actions[0], TestContext.Current.CancellationToken);

        Assert.Equal("successful", bench.Kibana.Actions[0].Status);
        Assert.Equal(Bench.Start.AddHours(1), bench.Clock.GetUtcNow());
    }

    [Fact]
    public async Task AdvanceUntilCompleted_OfflineHost_SaysThatNothingWillComeOfIt()
    {
        await using var bench = await Bench.OpenAsync(Face.InMemory);
        bench.Kibana.Hosts["a1"].GoOffline();
        await bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["a1"]}""");

        var stuck = await Assert.ThrowsAsync<InvalidOperationException>(() => bench.Kibana.AdvanceUntilCompletedAsync(bench.Kibana.Actions[0], TestContext.Current.CancellationToken));

        Assert.Contains("'a1' web-01 (windows, offline)", stuck.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AdvanceUntilCompleted_ClockThatIsNotMoved_IsNoticed()
    {
        await using var kibana = new FakeKibana();
        kibana.AddEndpoint("a1").AnswerAfter = TimeSpan.FromHours(1);
        using var client = kibana.CreateClient();
        using var sent = await client.PostAsync(Bench.Isolate, new StringContent("""{"endpoint_ids":["a1"]}""", null, "application/json"), TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<InvalidOperationException>(() => kibana.AdvanceUntilCompletedAsync(kibana.Actions[0], TestContext.Current.CancellationToken));
    }
}
