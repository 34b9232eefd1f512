namespace Elastic.ResponseActions.Testing.Tests.Routes;

/// <summary>The action list: filters, paging, echo, and its 404 before the first action.</summary>
public sealed class ActionListTests
{
    [Theory, BothFaces]
    public async Task List_BeforeTheFirstAction_Is404(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);

        (await bench.GetAsync(Bench.Actions)).IsError(404, "Not Found", "index_not_found_exception");
    }

    // Four actions, a minute apart: 1 isolate a1, 2 kill a1 (with alerts), 3 isolate b2, 4 kill a1 and b2 (by analyst). 1 and 2 are answered.
    [Theory]
    [InlineData("", "4321")]
    [InlineData("agentIds=b2", "43")]
    [InlineData("agentIds=a1&agentIds=b2", "4321")]
    [InlineData("agentIds=%5B%22b2%22%5D", "43")]
    [InlineData("commands=isolate", "31")]
    [InlineData("commands=isolate&commands=kill-process", "4321")]
    [InlineData("commands=scan", "")]
    [InlineData("agentTypes=crowdstrike", "")]
    [InlineData("agentTypes=endpoint", "4321")]
    [InlineData("userIds=analyst", "4")]
    [InlineData("types=automated", "2")]
    [InlineData("types=manual", "431")]
    [InlineData("types=manual&types=automated", "4321")]
    [InlineData("statuses=pending", "43")]
    [InlineData("statuses=successful", "21")]
    [InlineData("statuses=failed", "")]
    [InlineData("statuses=successful&page=2&pageSize=1", "1")]
    [InlineData("pageSize=3", "432")]
    [InlineData("page=2&pageSize=3", "1")]
    [InlineData("page=3&pageSize=3", "")]
    [InlineData("startDate=now-2m", "43")]
    [InlineData("startDate=2026-01-15T10:01:00.000Z&endDate=2026-01-15T10:02:00.000Z", "32")]
    [InlineData("endDate=now-3m/m", "21")]
    [InlineData("startDate=now/m", "")]
    [InlineData("startDate=now/d", "4321")]
    [InlineData("endDate=2026-01-15", "4321")]
    [InlineData("endDate=2026-01-14", "")]
    [InlineData("startDate=2026-01-15T00:00:00Z%7C%7C%2B10h%2B1m", "432")]
    [InlineData("agentIds=b2&commands=kill-process", "4")]
    public async Task List_Filter_GivesTheNewestFirst(string query, string expected)
    {
        foreach (var face in Enum.GetValues<Face>())
        {
            await using var bench = await WithFourAsync(face);
            var reply = await bench.GetAsync($"{Bench.Actions}?{query}");

            Assert.Equal(200, reply.Status);
            var order = bench.Kibana.Actions.Select(action => action.Id).ToList();
            var shown = reply.Body.GetProperty("data").EnumerateArray().Select(item => order.IndexOf(item.GetProperty("id").GetString()!) + 1);
            Assert.Equal(expected, string.Concat(shown));
        }
    }

    [Theory, BothFaces]
    public async Task List_Query_IsEchoedUnderKibanasNames(Face face)
    {
        await using var bench = await WithFourAsync(face);

        var plain = (await bench.GetAsync(Bench.Actions)).Body;
        var full = (await bench.GetAsync(Bench.Actions + "?page=1&pageSize=2&agentIds=a1&agentTypes=endpoint&commands=isolate&statuses=successful&userIds=elastic&startDate=now-24h&endDate=now")).Body;

        Assert.Equal(["page", "pageSize", "data", "total"], plain.EnumerateObject().Select(m => m.Name));
        Assert.Equal((1, 10, 4), (plain.GetProperty("page").GetInt32(), plain.GetProperty("pageSize").GetInt32(), plain.GetProperty("total").GetInt32()));
        Assert.Equal("""["a1"]""", full.GetProperty("elasticAgentIds").GetRawText());
        Assert.Equal("""["endpoint"]""", full.GetProperty("agentTypes").GetRawText());
        Assert.Equal("""["isolate"]""", full.GetProperty("commands").GetRawText());
        Assert.Equal("""["successful"]""", full.GetProperty("statuses").GetRawText());
        Assert.Equal("""["elastic"]""", full.GetProperty("userIds").GetRawText());
        Assert.Equal("now-24h", full.GetProperty("startDate").GetString());
        Assert.Equal("now", full.GetProperty("endDate").GetString());
        Assert.Equal(1, full.GetProperty("total").GetInt32());
    }

    [Theory, BothFaces]
    public async Task List_Items_RepeatTheIdAsAction(Face face)
    {
        await using var bench = await WithFourAsync(face);

        var item = (await bench.GetAsync(Bench.Actions)).Body.GetProperty("data")[0];

        Assert.Equal(item.GetProperty("id").GetString(), item.GetProperty("action").GetString());
    }

    [Theory, BothFaces]
    public async Task List_WithOutputs_KeepsThemOnlyWhereAsked(Face face)
    {
        await using var bench = await WithFourAsync(face);
        var second = bench.Kibana.Actions[1].Id;

        var all = (await bench.GetAsync(Bench.Actions)).Body.GetProperty("data").EnumerateArray();
        var some = (await bench.GetAsync($"{Bench.Actions}?withOutputs={second}")).Body.GetProperty("data").EnumerateArray();

        Assert.All(all, item => Assert.True(item.TryGetProperty("outputs", out _)));
        Assert.Equal([false, false, true, false], some.Select(item => item.TryGetProperty("outputs", out _)));
    }

    [Theory]
    [InlineData("page=0", "[request query.page]: Value must be equal to or greater than [1].")]
    [InlineData("page=x", "[request query.page]: expected value of type [number] but got [string]")]
    [InlineData("pageSize=10001", "[request query.pageSize]: Value must be equal to or lower than [10000].")]
    [InlineData("foo=1", "[request query.foo]: definition for this key is missing")]
    [InlineData("page=2&pageSize=10000", "Result window is too large, from + size must be less than or equal to: [10000] but was [20000].")]
    [InlineData("page=9223372036854775807&pageSize=10000", "Result window is too large, from + size must be less than or equal to: [10000] but was [92233720368547758070000].")]
    [InlineData("startDate=yesterday", "parse_exception: failed to parse date field [yesterday]")]
    [InlineData("endDate=now-1x", "parse_exception: failed to parse date field [now-1x]")]
    [InlineData("types=robot", "[request query.types]: types that failed validation:\n- [request query.types.0]: expected value to equal [automated]\n- [request query.types.1]: expected value to equal [manual]")]
    public async Task List_BadQuery_Is400(string query, string message)
    {
        foreach (var face in Enum.GetValues<Face>())
        {
            await using var bench = await WithFourAsync(face);
            (await bench.GetAsync($"{Bench.Actions}?{query}")).IsError(400, "Bad Request", message);
        }
    }

    [Theory, BothFaces]
    public async Task List_StatusesBeyondTheWindow_IsEmptyAndNoError(Face face)
    {
        await using var bench = await WithFourAsync(face);

        var reply = await bench.GetAsync(Bench.Actions + "?statuses=pending&page=3&pageSize=10000");

        Assert.Equal(200, reply.Status);
        Assert.Equal(2, reply.Body.GetProperty("total").GetInt32());
        Assert.Empty(reply.Body.GetProperty("data").EnumerateArray());
    }

    [Theory, BothFaces]
    public async Task List_Permission_EitherOfTwoAndPlatinum(Face face)
    {
        await using var bench = await WithFourAsync(face);
        var log = bench.Kibana.AddUser("log", FakePermission.CanReadSecuritySolution, FakePermission.CanAccessEndpointActionsLogManagement);
        var none = bench.Kibana.AddUser("none", FakePermission.CanReadSecuritySolution);

        Assert.Equal(200, (await bench.GetAsync(Bench.Actions, log)).Status);
        (await bench.GetAsync(Bench.Actions, none)).IsError(403, "Forbidden", "Endpoint authorization failure");
        bench.Kibana.License = LicenseLevel.Platinum;
        Assert.Equal(200, (await bench.GetAsync(Bench.Actions, log)).Status);
        bench.Kibana.License = LicenseLevel.Gold;
        Assert.Equal(403, (await bench.GetAsync(Bench.Actions)).Status);
    }

    [Theory, BothFaces]
    public async Task List_OtherSpace_ShowsItsOwnActionsOnlyFrom91On(Face face)
    {
        foreach (var (version, seen) in new[] { ("9.4.0", 0), ("9.0.0", 1) })
        {
            await using var bench = await Bench.OpenAsync(face, new FakeKibanaOptions { Version = version });
            await bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["a1"]}""");
            Assert.Equal(seen, (await bench.GetAsync("/s/soc" + Bench.Actions)).Body.GetProperty("total").GetInt32());
        }
    }

    private static async Task<Bench> WithFourAsync(Face face)
    {
        var bench = await Bench.OpenAsync(face);
        bench.Kibana.AddEndpoint("b2").AnswerAfter = Timeout.InfiniteTimeSpan;
        var analyst = bench.Kibana.AddUser("analyst", [.. FakePermission.All]);
        await bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["a1"]}""");
        bench.Pass(60);
        await bench.ActAsync(Bench.Kill, """{"endpoint_ids":["a1"],"parameters":{"pid":1},"alert_ids":["t"]}""");
        bench.Pass(60);
        await bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["b2"]}""");
        bench.Pass(60);
        await bench.PostAsync(Bench.Kill, """{"endpoint_ids":["a1","b2"],"parameters":{"pid":1}}""", analyst);
        bench.Pass(60);
        return bench;
    }
}
