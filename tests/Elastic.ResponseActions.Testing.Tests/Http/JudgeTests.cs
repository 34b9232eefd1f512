using System.Net.Http.Headers;
using System.Text;

namespace Elastic.ResponseActions.Testing.Tests.Http;

/// <summary>The judging order: a request with several faults is answered for the one that Kibana sees first.</summary>
public sealed class JudgeTests
{
    private const string Good = """{"endpoint_ids":["a1"]}""";
    private const string Bad = """{"endpoint_ids":[]}""";

    [Theory, BothFaces]
    public async Task Judge_EveryFaultAtOnce_AnswersThemInKibanasOrder(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        var nobody = bench.Kibana.AddUser("nobody", []);
        var reader = bench.Kibana.AddUser("reader", FakePermission.CanReadSecuritySolution);

        var unknown = await bench.SendAsync(HttpMethod.Post, Bench.Isolate, Bad, nobody, request =>
        {
            WithoutXsrf(request);
            request.Headers.Authorization = new AuthenticationHeaderValue("ApiKey", "bm9ib2R5");
        });
        Assert.Equal(401, unknown.Status);
        Assert.Contains("Basic realm=\"security\"", unknown.Headers["www-authenticate"], StringComparison.Ordinal);

        (await bench.SendAsync(HttpMethod.Post, Bench.Isolate, Bad, nobody, WithoutXsrf))
            .IsError(400, "Bad Request", "Request must contain a kbn-xsrf header.");
        (await bench.PostAsync(Bench.Isolate, Bad, nobody))
            .IsError(403, "Forbidden", "API [POST /api/endpoint/action/isolate] is unauthorized for user, this action is granted by the Kibana privileges [securitySolution]");
        (await bench.SendAsync(HttpMethod.Post, Bench.Isolate, Bad, reader, request => WithVersion(request, "2024-01-01")))
            .IsError(400, "Bad Request", "No version \"2024-01-01\" available for [post] [/api/endpoint/action/isolate]. Available versions are: [2023-10-31]");
        (await bench.PostAsync(Bench.Isolate, Bad, reader))
            .IsError(400, "Bad Request", "[request body.endpoint_ids]: array size is [0], but cannot be smaller than [1]");
        (await bench.PostAsync(Bench.Isolate, """{"endpoint_ids":["nowhere"]}""", reader))
            .IsError(403, "Forbidden", "Endpoint authorization failure");
        (await bench.PostAsync(Bench.Isolate, """{"endpoint_ids":["nowhere"]}"""))
            .IsError(400, "Bad Request", "The host does not have Elastic Defend integration installed");
        Assert.Equal(200, (await bench.PostAsync(Bench.Isolate, Good)).Status);
        Assert.Single(bench.Kibana.Actions);
    }

    [Theory, BothFaces]
    public async Task Authenticate_BasicCredentials_KnowsTheUser(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        var analyst = bench.Kibana.AddUser("analyst", FakePermission.CanReadSecuritySolution);

        Assert.Equal(200, (await WithBasicAsync(bench, $"analyst:{analyst.Password}")).Status);
        Assert.Equal("analyst", bench.Kibana.Requests[^1].User);
        var wrong = await WithBasicAsync(bench, "analyst:wrong");
        Assert.Equal(401, wrong.Status);
        Assert.Contains("unable to authenticate user [analyst]", wrong.Message, StringComparison.Ordinal);
    }

    [Theory, BothFaces]
    public async Task Authenticate_NoCredentials_IsUnauthorized(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);

        var reply = await bench.SendAsync(HttpMethod.Get, "/api/status", null, change: request => request.Headers.Authorization = null);

        reply.IsError(401, "Unauthorized", "Unauthorized");
    }

    [Theory, BothFaces]
    public async Task CheckXsrf_EmptyHeader_CountsAsPresent(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);

        var reply = await bench.SendAsync(HttpMethod.Post, Bench.Isolate, Good, change: request =>
        {
            WithoutXsrf(request);
            request.Headers.Add("kbn-xsrf", "");
        });

        Assert.Equal(200, reply.Status);
    }

    [Theory]
    [InlineData("kbn-xsrf", "anything", 200)]
    [InlineData("kbn-version", "9.4.0", 200)]
    [InlineData("kbn-version", "9.3.0", 400)]
    public async Task CheckXsrf_OneHeader_CountsByPresenceOrExactVersion(string name, string value, int status)
    {
        foreach (var face in Enum.GetValues<Face>())
        {
            await using var bench = await Bench.OpenAsync(face);
            var reply = await bench.SendAsync(HttpMethod.Post, Bench.Isolate, Good, change: request =>
            {
                WithoutXsrf(request);
                request.Headers.Add(name, value);
            });
            Assert.Equal(status, reply.Status);
        }
    }

    [Theory, BothFaces]
    public async Task CheckXsrf_SafeMethod_NeedsNone(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);

        Assert.Equal(200, (await bench.SendAsync(HttpMethod.Get, Bench.Metadata, null, change: WithoutXsrf)).Status);
    }

    [Theory, BothFaces]
    public async Task CheckVersion_HeaderAbsent_PicksTheDefaultAndRepeatsIt(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);

        var reply = await bench.SendAsync(HttpMethod.Post, Bench.Isolate, Good, change: request => request.Headers.Remove("elastic-api-version"));

        Assert.Equal(200, reply.Status);
        Assert.Equal("2023-10-31", reply.Headers["elastic-api-version"]);
    }

    [Theory, BothFaces]
    public async Task CheckVersion_TemplateRoute_IsNamedByItsTemplate(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);

        var reply = await bench.SendAsync(HttpMethod.Get, "/api/endpoint/action/x", null, change: request => WithVersion(request, "2020-01-01"));

        Assert.Contains("[get] [/api/endpoint/action/{action_id}]", reply.Message, StringComparison.Ordinal);
    }

    [Theory, BothFaces]
    public async Task CheckVersion_NoDateOrInTheQuery_IsRefused(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);

        (await bench.SendAsync(HttpMethod.Get, Bench.Metadata, null, change: request => WithVersion(request, "1")))
            .IsError(400, "Bad Request", "Invalid version. Received \"1\", expected a valid date string formatted as YYYY-MM-DD.");
        (await bench.GetAsync(Bench.Metadata + "?apiVersion=2023-10-31"))
            .IsError(400, "Bad Request", "Use of query parameter \"apiVersion\" is not allowed. Please specify the API version using the \"elastic-api-version\" header.");
    }

    [Theory]
    [InlineData("canIsolateHost", "platinum", 200)]
    [InlineData("canIsolateHost", "gold", 403)]
    [InlineData("canIsolateHost", "none", 403)]
    [InlineData("canUnIsolateHost", "trial", 403)]
    public async Task CheckEndpointAuthorization_IsolateByPermissionAndLicence_SaysTheSameForBoth(string permission, string license, int status)
    {
        foreach (var face in Enum.GetValues<Face>())
        {
            await using var bench = await Bench.OpenAsync(face, new FakeKibanaOptions { License = new LicenseLevel(license) });
            var user = bench.Kibana.AddUser("u", FakePermission.CanReadSecuritySolution, FakePermission.Find(permission)!);
            var reply = await bench.PostAsync(Bench.Isolate, Good, user);
            Assert.Equal(status, reply.Status);
            if (status == 403)
                reply.IsError(403, "Forbidden", "Endpoint authorization failure");
        }
    }

    [Theory]
    [InlineData(Bench.Unisolate, "{}", "none", 200)]
    [InlineData(Bench.Kill, """{"pid":1}""", "platinum", 403)]
    [InlineData(Bench.Kill, """{"pid":1}""", "enterprise", 200)]
    [InlineData(Bench.Suspend, """{"pid":1}""", "platinum", 403)]
    [InlineData(Bench.Suspend, """{"pid":1}""", "trial", 200)]
    public async Task CheckEndpointAuthorization_EachCommand_HasItsLeastLicence(string route, string parameters, string license, int status)
    {
        foreach (var face in Enum.GetValues<Face>())
        {
            await using var bench = await Bench.OpenAsync(face, new FakeKibanaOptions { License = new LicenseLevel(license) });
            var body = $$"""{"endpoint_ids":["a1"],"parameters":{{parameters}}}""";
            Assert.Equal(status, (await bench.PostAsync(route, body)).Status);
        }
    }

    [Theory, BothFaces]
    public async Task Find_UnknownRoute_IsKibanas404(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);

        (await bench.GetAsync("/api/endpoint/nothing")).IsError(404, "Not Found", "Not Found");
        (await bench.PostAsync("/api/endpoint/action/runscript", Good)).IsError(404, "Not Found", "Not Found");
        (await bench.SendAsync(HttpMethod.Put, Bench.Isolate, Good)).IsError(404, "Not Found", "Not Found");
        (await bench.GetAsync("/")).IsError(404, "Not Found", "Not Found");
    }

    [Theory, BothFaces]
    public async Task DoWork_OtherContentType_IsUnsupported(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);

        var reply = await bench.SendAsync(HttpMethod.Post, Bench.Isolate, null, change: request =>
            request.Content = new StringContent(Good, Encoding.UTF8, "text/plain"));

        reply.IsError(415, "Unsupported Media Type", "Unsupported Media Type");
    }

    [Theory, BothFaces]
    public async Task DoWork_BodyBeyondOneMebibyte_IsTooLarge(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        var body = $$"""{"endpoint_ids":["a1"],"comment":"{{new string('x', 1024 * 1024)}}"}""";

        (await bench.PostAsync(Bench.Isolate, body))
            .IsError(413, "Request Entity Too Large", "Payload content length greater than maximum allowed: 1048576");
        Assert.Empty(bench.Kibana.Actions);
    }

    [Theory, BothFaces]
    public async Task Answer_WhateverItIs_SaysThatItIsAFake(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);

        Reply[] replies =
        [
            await bench.GetAsync("/api/status"), await bench.GetAsync("/nowhere"), await bench.PostAsync(Bench.Isolate, "{"),
            await bench.SendAsync(HttpMethod.Get, Bench.Metadata, null, change: request => request.Headers.Authorization = null),
            await bench.SendAsync(HttpMethod.Head, "/api/status", null),
            await FaultyAsync(FakeFaultEffect.Answer(503)), await FaultyAsync(FakeFaultEffect.Rewrite(body => body)), await FaultyAsync(FakeFaultEffect.Drip(TimeSpan.FromMilliseconds(1))),
        ];

        Assert.Equal([200, 404, 400, 401, 200, 503, 200, 200], replies.Select(r => r.Status));
        Assert.All(replies, reply => Assert.Equal("true", reply.Headers["x-elastic-response-actions-fake"]));
        Assert.All(replies, reply => Assert.Equal("application/json; charset=utf-8", reply.Headers["content-type"]));

        async Task<Reply> FaultyAsync(FakeFaultEffect effect)
        {
            bench.Kibana.Faults.Add("/api/status", effect, count: 1);
            return await bench.GetAsync("/api/status");
        }
    }

    private static void WithoutXsrf(HttpRequestMessage request) => request.Headers.Remove("kbn-xsrf");

    private static void WithVersion(HttpRequestMessage request, string version)
    {
        request.Headers.Remove("elastic-api-version");
        request.Headers.Add("elastic-api-version", version);
    }

    private static Task<Reply> WithBasicAsync(Bench bench, string credentials) =>
        bench.SendAsync(HttpMethod.Get, Bench.Metadata, null, change: request =>
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials))));
}
