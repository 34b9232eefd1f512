using System.Net.Http.Headers;
using Elastic.ResponseActions.Testing.Tests.Rules;
using Microsoft.Extensions.Time.Testing;

namespace Elastic.ResponseActions.Testing.Tests.Contract;

/// <summary>The table of errors, row by row: status, shape and text.</summary>
public sealed class ErrorTableTests
{
    private const string Good = """{"endpoint_ids":["a1"]}""";

    [Theory]
    [InlineData(Bench.Isolate, """{"endpoint_ids":[]}""", "[request body.endpoint_ids]: array size is [0], but cannot be smaller than [1]")]
    [InlineData(Bench.Isolate, """{"endpoint_ids":["a1"," "]}""", "[request body.endpoint_ids]: endpoint_ids cannot contain empty strings")]
    [InlineData(Bench.Isolate, """{"endpoint_ids":["a1"],"alert_ids":[""]}""", null)]
    [InlineData(Bench.Isolate, """{"endpoint_ids":["a1"],"colour":"red"}""", "[request body.colour]: definition for this key is missing")]
    [InlineData(Bench.Isolate, """{"endpoint_ids":["none"]}""", "The host does not have Elastic Defend integration installed")]
    public async Task BadRequest_Schema_IsThePlatformsShape(string path, string body, string? message)
    {
        await using var bench = await Loopback.OpenAsync();

        var reply = await bench.PostAsync(path, body);

        reply.IsError(400, "Bad Request", message ?? reply.Message);
    }

    [Fact]
    public async Task BadRequest_NoneOfSeveralForms_HasALineForEach()
    {
        await using var bench = await Loopback.OpenAsync();

        var reply = await bench.PostAsync(Bench.Suspend, """{"endpoint_ids":["a1"],"parameters":{}}""");

        Assert.StartsWith("[request body.parameters]: types that failed validation:\n- [request body.parameters.0", reply.Message, StringComparison.Ordinal);
        Assert.Equal(3, reply.Message.Split('\n').Length);
    }

    [Fact]
    public async Task Unauthorized_Credentials_HaveTheHeaderAndElasticsearchsText()
    {
        await using var bench = await Loopback.OpenAsync();
        string[] wrong = [$"ApiKey {bench.Kibana.ApiKey}x", "Bearer x", "Basic eDp5", "Negotiate x"];

        foreach (var authorization in wrong)
        {
            var reply = await SendAsync(bench, authorization);
            Assert.Equal(401, reply.Status);
            Assert.Contains("security_exception", reply.Message, StringComparison.Ordinal);
            Assert.StartsWith("Basic realm=\"security\"", reply.Headers["www-authenticate"], StringComparison.Ordinal);
        }
        foreach (var authorization in (string[])[$"apikey {bench.Kibana.ApiKey}", $"Bearer {bench.Kibana.User.AccessToken}"])
            Assert.Equal(200, (await SendAsync(bench, authorization)).Status);
    }

    // Who asks comes first, also where there is no such route.
    [Theory]
    [InlineData("/api/nowhere")]
    [InlineData("/internal/api/x")]
    public async Task Unauthorized_NoRoute_IsStillAskedWhoItIs(string path)
    {
        await using var bench = await Loopback.OpenAsync();

        Assert.Equal(401, (await bench.SendBareAsync(HttpMethod.Get, path, _ => { })).Status);
        Assert.NotEqual(401, (await bench.GetAsync(path)).Status);
    }

    [Fact]
    public async Task Forbidden_PermissionAndLicence_HaveOneText()
    {
        await using var bench = await Loopback.OpenAsync();
        var reader = bench.Kibana.AddUser("reader", FakePermission.CanReadSecuritySolution);
        (await bench.PostAsync(Bench.Isolate, Good, reader)).IsError(403, "Forbidden", "Endpoint authorization failure");
        bench.Kibana.License = LicenseLevel.Gold;
        (await bench.PostAsync(Bench.Isolate, Good)).IsError(403, "Forbidden", "Endpoint authorization failure");
    }

    [Fact]
    public async Task NotFound_ActionEndpointAndFile_EachHasItsText()
    {
        await using var bench = await Loopback.OpenAsync();

        (await bench.GetAsync(Bench.Actions)).IsError(404, "Not Found", "index_not_found_exception");
        (await bench.GetAsync(Bench.Actions + "/x")).IsError(404, "Not Found", "Action with id 'x' not found.");
        (await bench.GetAsync(Bench.Metadata + "/x")).IsError(404, "Not Found", "Endpoint with id x not found");
    }

    [Fact]
    public async Task Conflict_RuleThatExists_IsTheEnginesShape()
    {
        await using var bench = await Loopback.OpenAsync();
        await bench.CreateAsync(RuleBench.Rule("r-1"));

        (await bench.PostAsync(RuleBench.Rules, RuleBench.Rule("r-1"))).IsEngineError(409, "rule_id: \"r-1\" already exists");
        (await bench.GetAsync(RuleBench.Rules + "?rule_id=r-2")).IsEngineError(404, "rule_id: \"r-2\" not found");
        (await bench.GetAsync(RuleBench.Rules + "?id=x")).IsEngineError(404, "id: \"x\" not found");
    }

    [Fact]
    public async Task TooLarge_UploadAndImport_NameTheirLimits()
    {
        await using var bench = await Loopback.OpenAsync();

        (await bench.PostFormAsync("/api/endpoint/action/upload", ("file", new string('x', 26_214_400), "x"), ("parameters", "{}", null), ("endpoint_ids", "[\"a1\"]", null)))
            .IsError(413, "Request Entity Too Large", "Payload content length greater than maximum allowed: 26214400");
        (await bench.PostFormAsync(RuleBench.Rules + "/_import", ("file", new string(' ', 10_485_760), "x.ndjson")))
            .IsError(413, "Request Entity Too Large", "Payload content length greater than maximum allowed: 10485760");
    }

    [Fact]
    public async Task UnsupportedMediaType_OtherContent_IsNamed()
    {
        await using var bench = await Loopback.OpenAsync();

        (await bench.SendAsync(HttpMethod.Post, Bench.Isolate, Good, change: request => request.Content!.Headers.ContentType = new MediaTypeHeaderValue("text/plain")))
            .IsError(415, "Unsupported Media Type", "Unsupported Media Type");
    }

    // Five at a time; they are under way as long as the fake's clock, which stands still here, has not passed their delay.
    [Fact]
    public async Task TooManyRequests_SixBulkActionsAtATime_OneIsRefused()
    {
        var clock = new FakeTimeProvider(Bench.Start);
        await using var bench = await Loopback.OpenAsync(options: new FakeKibanaOptions { TimeProvider = clock });
        bench.Kibana.Faults.Add("*/_bulk_action", FakeFaultEffect.Delay(TimeSpan.FromSeconds(1), isExecuted: false), count: 5);
        const string body = """{"action":"enable","query":""}""";
        var five = Enumerable.Range(0, 5).Select(_ => bench.PostAsync(RuleBench.Rules + "/_bulk_action", body)).ToArray();
        while (bench.Kibana.Faults.HitsOf(bench.Kibana.Faults.First()) < 5)
            await Task.Yield();

        (await bench.PostAsync(RuleBench.Rules + "/_bulk_action", body)).IsError(429, "Too Many Requests", "Too Many Requests");
        Assert.Equal(200, (await bench.GetAsync(RuleBench.Rules + "/_find")).Status);
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.All(await Task.WhenAll(five), reply => Assert.Equal(200, reply.Status));
        Assert.Equal(200, (await bench.PostAsync(RuleBench.Rules + "/_bulk_action", body)).Status);
    }

    [Fact]
    public async Task ServerError_FleetRefuses_NamesCommandAndAgentsAndStoresNothing()
    {
        await using var bench = await Loopback.OpenAsync();
        bench.Kibana.Faults.Add(Bench.Isolate, FakeFaultEffect.Misbehave(FakeMisbehaviour.FleetRefuses));

        (await bench.PostAsync(Bench.Isolate, Good)).IsError(500, "Internal Server Error", "Attempt to create Fleet [isolate] response action request for agents [a1] failed with: Fleet is not available");

        bench.Pass(60);
        Assert.Equal((0, false), (bench.Kibana.Actions.Count, bench.Kibana.Hosts["a1"].IsIsolated));
    }

    private static Task<Reply> SendAsync(Bench bench, string authorization) =>
        bench.SendBareAsync(HttpMethod.Get, Bench.Metadata, request => request.Headers.TryAddWithoutValidation("Authorization", authorization));
}
