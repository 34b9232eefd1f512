using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Elastic.ResponseActions.Testing.Tests.Faults;

/// <summary>Faults of network and server, as a plain client meets them.</summary>
public sealed class WireFaultTests
{
    private const string Good = """{"endpoint_ids":["a1"]}""";

    [Theory, BothFaces]
    public async Task Answer_BeforeAndAfterTheWork_LooksTheSameAndDiffersInTheWorld(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        foreach (var isExecuted in (bool[])[false, true])
        {
            foreach (var status in (int[])[408, 500, 502, 503, 504])
            {
                var fault = bench.Kibana.Faults.Add(Bench.Isolate, FakeFaultEffect.Answer(status, isExecuted: isExecuted), count: 1);
                var before = bench.Kibana.Actions.Count;

                var reply = await bench.PostAsync(Bench.Isolate, Good);

                Assert.Equal((status, isExecuted ? 1 : 0, 1), (reply.Status, bench.Kibana.Actions.Count - before, bench.Kibana.Faults.HitsOf(fault)));
            }
        }
        Assert.Equal(200, (await bench.PostAsync(Bench.Isolate, Good)).Status);
        Assert.Equal("Answer", bench.Kibana.Requests[0].Fault);
    }

    [Theory]
    [InlineData("30")]
    [InlineData("Thu, 15 Jan 2026 10:05:00 GMT")]
    [InlineData("-5")]
    [InlineData("1000000000")]
    [InlineData("soon")]
    [InlineData(null)]
    public async Task TooManyRequests_EveryFormOfTheHeader_ArrivesAsGiven(string? retryAfter)
    {
        foreach (var face in Enum.GetValues<Face>())
        {
            await using var bench = await Bench.OpenAsync(face);
            Dictionary<string, string> headers = retryAfter is null ? [] : new() { ["retry-after"] = retryAfter };
            bench.Kibana.Faults.Add("/api/endpoint/*", FakeFaultEffect.Answer(429, headers: headers));

            var reply = await bench.PostAsync(Bench.Isolate, Good);

            reply.IsError(429, "Too Many Requests", "Too Many Requests");
            Assert.Equal(retryAfter, reply.Headers.GetValueOrDefault("retry-after"));
            Assert.Empty(bench.Kibana.Actions);
        }
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirect_ToAnotherHost_IsGivenAsItIs(int status)
    {
        await using var bench = await Bench.OpenAsync(Face.InMemory);
        bench.Kibana.Faults.Add(Bench.Isolate, FakeFaultEffect.Answer(status, "", headers: new Dictionary<string, string> { ["location"] = "http://elsewhere.invalid/" }));

        var reply = await bench.PostAsync(Bench.Isolate, Good);

        Assert.Equal((status, "http://elsewhere.invalid/"), (reply.Status, reply.Headers["location"]));
    }

    [Theory, BothFaces]
    public async Task Answer_LogInPageAndPlainText_ComeWithTheirType(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        bench.Kibana.Faults.Add("*", FakeFaultEffect.Answer(200, "<html>log in</html>", "text/html"), count: 1);
        bench.Kibana.Faults.Add("*", FakeFaultEffect.Answer(503, "Kibana server is not ready yet", "text/plain", new Dictionary<string, string> { ["retry-after"] = "30" }), count: 2);

        var page = await bench.PostAsync(Bench.Isolate, Good);
        var starting = await bench.PostAsync(Bench.Isolate, Good);

        Assert.Equal((200, "text/html", "<html>log in</html>"), (page.Status, page.Headers["content-type"], Encoding.UTF8.GetString(page.Bytes)));
        Assert.Equal((503, "30", "Kibana server is not ready yet"), (starting.Status, starting.Headers["retry-after"], Encoding.UTF8.GetString(starting.Bytes)));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Drop_Connection_FailsTheClient(bool isExecuted, bool isReset)
    {
        foreach (var face in Enum.GetValues<Face>())
        {
            await using var bench = await Bench.OpenAsync(face);
            bench.Kibana.Faults.Add(Bench.Isolate, FakeFaultEffect.Drop(isExecuted, isReset));

            await Assert.ThrowsAnyAsync<Exception>(() => bench.PostAsync(Bench.Isolate, Good));

            Assert.Equal(isExecuted ? 1 : 0, bench.Kibana.Actions.Count);
        }
    }

    [Fact]
    public async Task Cut_EveryByteOfTheAnswer_ArrivesExactly()
    {
        await using var bench = await Bench.OpenAsync(Face.Loopback);
        var whole = await RawAsync(bench, int.MaxValue);
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", whole, StringComparison.Ordinal);

        for (var length = 0; length < whole.Length; length++)
            Assert.Equal(whole[..length], await RawAsync(bench, length));
    }

    [Theory, BothFaces]
    public async Task Cut_InTheBody_ExecutesAndFailsTheClient(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        bench.Kibana.Faults.Add(Bench.Isolate, FakeFaultEffect.Cut(300));

        await Assert.ThrowsAnyAsync<Exception>(() => bench.PostAsync(Bench.Isolate, Good));

        Assert.Single(bench.Kibana.Actions);
    }

    [Fact]
    public async Task Raw_GarbageStatusLine_FailsTheClient()
    {
        await using var bench = await Bench.OpenAsync(Face.Loopback);
        bench.Kibana.Faults.Add(Bench.Isolate, FakeFaultEffect.Raw("HTTP/9 what\r\n\r\n", isExecuted: true));

        await Assert.ThrowsAsync<HttpRequestException>(() => bench.PostAsync(Bench.Isolate, Good));

        Assert.Single(bench.Kibana.Actions);
    }

    [Theory, BothFaces]
    public async Task Delay_OnTheFakesClock_TakesNoRealTime(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        bench.Kibana.Faults.Add(Bench.Isolate, FakeFaultEffect.Delay(TimeSpan.FromMinutes(10), isExecuted: false), count: 1);
        var watch = Stopwatch.StartNew();

        var data = await bench.ActAsync(Bench.Isolate, Good);

        Assert.Equal("2026-01-15T10:10:00.000Z", data.GetProperty("startedAt").GetString());
        bench.Kibana.Faults.Add(Bench.Isolate, FakeFaultEffect.Delay(TimeSpan.FromMinutes(10)));
        Assert.Equal("2026-01-15T10:10:00.000Z", (await bench.ActAsync(Bench.Isolate, Good)).GetProperty("startedAt").GetString());
        Assert.Equal(Bench.Start.AddMinutes(20), bench.Clock.GetUtcNow());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5));
    }

    [Theory, BothFaces]
    public async Task Drip_Answer_ArrivesWholeByteByByte(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        bench.Kibana.Faults.Add("/api/status", FakeFaultEffect.Drip(TimeSpan.FromSeconds(1)));

        var reply = await bench.GetAsync("/api/status");

        Assert.Equal("9.4.0", reply.Body.GetProperty("version").GetProperty("number").GetString());
        Assert.Equal(Bench.Start.AddSeconds(reply.Bytes.Length), bench.Clock.GetUtcNow());
    }

    [Theory]
    [InlineData(Face.InMemory, false)]
    [InlineData(Face.Loopback, false)]
    [InlineData(Face.Loopback, true)]
    public async Task Endless_Answer_EndsWhenTheClientHasEnough(Face face, bool inHeaders)
    {
        await using var bench = await Bench.OpenAsync(face);
        bench.Client.MaxResponseContentBufferSize = 1024 * 1024;
        bench.Kibana.Faults.Add("/api/status", FakeFaultEffect.Endless(inHeaders), count: 1);

        await Assert.ThrowsAsync<HttpRequestException>(() => bench.GetAsync("/api/status"));

        Assert.Equal(200, (await bench.GetAsync("/api/status")).Status);
    }

    [Theory, BothFaces]
    public async Task WrongAgentsAndRewrite_ChangeOnlyWhatIsTold(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        bench.Kibana.Faults.Add(Bench.Isolate, FakeFaultEffect.WrongAgents(), count: 1);
        bench.Kibana.Faults.Add(Bench.Unisolate, FakeFaultEffect.WrongAgents("b2", "b2"), count: 1);
        bench.Kibana.Faults.Add(Bench.Kill, FakeFaultEffect.Rewrite(body => body[..^1]), count: 1);

        Assert.Equal("[]", (await bench.ActAsync(Bench.Isolate, Good)).GetProperty("agents").GetRawText());
        Assert.Equal("""["b2","b2"]""", (await bench.ActAsync(Bench.Unisolate, Good)).GetProperty("agents").GetRawText());
        await Assert.ThrowsAnyAsync<System.Text.Json.JsonException>(() => bench.PostAsync(Bench.Kill, """{"endpoint_ids":["a1"],"parameters":{"pid":1}}"""));
        Assert.Equal(["a1", "a1", "a1"], bench.Kibana.Actions.Select(action => action.AgentIds.Single()));
    }

    [Theory]
    [InlineData("{\"data\":")]
    [InlineData("{\"data\":{\"id\":1,\"id\":[]}}")]
    [InlineData("[[[[[[]]]]]]")]
    [InlineData("")]
    public async Task Rewrite_BrokenJson_ArrivesAsItIs(string body)
    {
        await using var bench = await Bench.OpenAsync(Face.Loopback);
        bench.Kibana.Faults.Add(Bench.Isolate, FakeFaultEffect.Rewrite(_ => body));

        using var request = new HttpRequestMessage(HttpMethod.Post, Bench.Isolate) { Content = new StringContent(Good, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("Authorization", $"ApiKey {bench.Kibana.ApiKey}");
        request.Headers.Add("kbn-xsrf", "x");
        using var reply = await bench.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((200, body), ((int)reply.StatusCode, await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        Assert.Single(bench.Kibana.Actions);
    }

    [Theory, BothFaces]
    public async Task DeliverTwice_MakesTwoActionsOfOneRequest(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        bench.Kibana.Faults.Add(Bench.Isolate, FakeFaultEffect.DeliverTwice());

        var data = await bench.ActAsync(Bench.Isolate, Good);

        Assert.Equal(2, bench.Kibana.Actions.Count);
        Assert.Equal(bench.Kibana.Actions[1].Id, data.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Faults_SkipCountChanceAndPredicate_HitAlikeForOneSeed()
    {
        string[] runs = [await HitsAsync(7), await HitsAsync(7), await HitsAsync(8)];

        Assert.Equal(runs[0], runs[1]);
        Assert.NotEqual(runs[0], runs[2]);
        Assert.InRange(runs[0].Count(hit => hit == 'x'), 20, 80);
        Assert.StartsWith("...", runs[0], StringComparison.Ordinal);

        static async Task<string> HitsAsync(int seed)
        {
            await using var bench = await Bench.OpenAsync(Face.InMemory);
            bench.Kibana.Faults.Add(new FakeFault
            {
                Method = "GET",
                Path = "/api/*",
                Skip = 3,
                Probability = 0.5,
                Seed = seed,
                Effect = FakeFaultEffect.Answer(503),
                When = request => request.Path.EndsWith("x=1", StringComparison.Ordinal),
            });
            Assert.Equal(200, (await bench.GetAsync("/api/status?x=2")).Status);
            var hits = new StringBuilder();
            for (var i = 0; i < 100; i++)
                hits.Append((await bench.GetAsync("/api/status?x=1")).Status == 503 ? 'x' : '.');
            return hits.ToString();
        }
    }

    [Theory, BothFaces]
    public async Task Credentials_RevokedOrReplacedMidway_Are401UntilTheNewOnesCome(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        var old = bench.Kibana.ApiKey;
        bench.Kibana.User.IsLockedOut = true;
        Assert.Equal(401, (await bench.PostAsync(Bench.Isolate, Good)).Status);
        bench.Kibana.User.IsLockedOut = false;
        Assert.Equal(200, (await bench.PostAsync(Bench.Isolate, Good)).Status);
        bench.Kibana.User.ReplaceApiKey("bmV3");
        Assert.Equal(200, (await bench.PostAsync(Bench.Isolate, Good)).Status);
        Assert.Equal(401, (await bench.SendAsync(HttpMethod.Post, Bench.Isolate, Good, change: request =>
        {
            request.Headers.Remove("Authorization");
            request.Headers.Add("Authorization", $"ApiKey {old}");
        })).Status);
    }

    [Fact]
    public async Task StopAsync_Listening_RefusesConnectionsUntilStartedAgain()
    {
        await using var bench = await Bench.OpenAsync(Face.Loopback);
        var port = bench.Kibana.Address.Port;
        await bench.Kibana.StopAsync(TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => bench.GetAsync("/api/status"));
        Assert.Equal(SocketError.ConnectionRefused, Assert.IsType<SocketException>(refused.InnerException).SocketErrorCode);

        await bench.Kibana.StartAsync(port, TestContext.Current.CancellationToken);
        Assert.Equal(200, (await bench.GetAsync("/api/status")).Status);
    }

    [Theory]
    [InlineData("localhost", 1, SslPolicyErrors.RemoteCertificateChainErrors)]
    [InlineData("localhost", -1, SslPolicyErrors.RemoteCertificateChainErrors)]
    [InlineData("elsewhere.invalid", 1, SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNameMismatch)]
    public async Task StartTls_BadCertificate_IsShownAndNoRequestComes(string name, int days, SslPolicyErrors errors)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(days));
        using var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        await using var kibana = new FakeKibana();
        var address = await kibana.StartTlsAsync(certificate, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("https", address.Scheme);
        var seen = SslPolicyErrors.None;
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, _, _, found) =>
            {
                seen = found;
                return false;
            },
        };
        using var client = new HttpClient(handler);

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri($"https://localhost:{address.Port}/api/status"), TestContext.Current.CancellationToken));

        Assert.Equal(errors, seen);
        Assert.Empty(kibana.Requests);
    }

    // A socket of its own shows what no HTTP client would.
    private static async Task<string> RawAsync(Bench bench, int length)
    {
        bench.Kibana.Faults.Clear();
        bench.Kibana.Faults.Add("/api/endpoint/action/state", FakeFaultEffect.Cut(length));
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, bench.Client.BaseAddress!.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        var request = $"GET /api/endpoint/action/state HTTP/1.1\r\nhost: x\r\nauthorization: ApiKey {bench.Kibana.ApiKey}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer, TestContext.Current.CancellationToken);
        return Encoding.ASCII.GetString(answer.ToArray());
    }
}
