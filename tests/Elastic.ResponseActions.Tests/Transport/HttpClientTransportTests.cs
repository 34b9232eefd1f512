using System.Net;
using System.Net.Sockets;
using System.Text;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Transport;

public sealed class HttpClientTransportTests
{
    private static readonly TransportRequest Post = new()
    {
        Method = "POST",
        Path = "/api/endpoint/action/isolate",
        Headers = [new("kbn-xsrf", "x")],
        Body = "{\"endpoint_ids\":[\"a1\"]}"u8.ToArray(),
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SendAsync_Post_CarriesCredentialsHeadersAndBodyOnce()
    {
        await using var server = new RawServer(static _ => RawServer.Answer(200, "{\"ok\":true}", headers: "elastic-api-version: 2023-10-31\r\n"));
        using var transport = new HttpClientTransport(new KibanaOptions { Address = server.Address, Credentials = KibanaCredentials.ApiKey("a2V5") });

        var response = await transport.SendAsync(Post, Stop);

        Assert.Equal(200, response.StatusCode);
        Assert.Equal("{\"ok\":true}", Encoding.UTF8.GetString(response.Body.Span));
        Assert.True(response.TryGetHeader("Elastic-Api-Version", out var version));
        Assert.Equal("2023-10-31", version);
        var request = Assert.Single(server.Requests);
        Assert.StartsWith("POST /api/endpoint/action/isolate HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("Authorization: ApiKey a2V5\r\n", request, StringComparison.Ordinal);
        Assert.Contains("kbn-xsrf: x\r\n", request, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/json\r\n", request, StringComparison.Ordinal);
        Assert.Contains("Content-Length: 23\r\n", request, StringComparison.Ordinal);
        Assert.EndsWith("{\"endpoint_ids\":[\"a1\"]}", request, StringComparison.Ordinal);
        Assert.DoesNotContain("Expect", request, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Transfer-Encoding", request, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task SendAsync_AddressWithBasePath_PutsItBeforeThePath()
    {
        await using var server = new RawServer(static _ => RawServer.Answer(200, "{}"));
        using var transport = new HttpClientTransport(new KibanaOptions { Address = new Uri(server.Address, "/kibana/") });

        await transport.SendAsync(new TransportRequest { Method = "GET", Path = "/s/ops/api/status", Query = [new("q", "a b&c=[\"d\"]"), new("q", "é")] }, Stop);

        Assert.StartsWith("GET /kibana/s/ops/api/status?q=a%20b%26c%3D%5B%22d%22%5D&q=%C3%A9 HTTP/1.1\r\n", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task SendAsync_Redirect_IsReturnedAndNeverFollowed(int status)
    {
        await using var trap = new RawServer(static _ => RawServer.Answer(200, "{}"));
        await using var server = new RawServer(_ => RawServer.Answer(status, "", headers: $"Location: {trap.Address}x\r\nSet-Cookie: sid=1\r\n"));
        using var transport = new HttpClientTransport(new KibanaOptions { Address = server.Address });

        var response = await transport.SendAsync(Post, Stop);
        await transport.SendAsync(Post, Stop);

        Assert.Equal(status, response.StatusCode);
        Assert.Empty(trap.Requests);
        Assert.Equal(2, server.Requests.Count);
        Assert.All(server.Requests, static r => Assert.DoesNotContain("Cookie", r, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task SendAsync_AnswerCutAtAnyByte_MayHaveArrivedAndWasSentOnce()
    {
        var whole = RawServer.Answer(200, "{\"data\":{\"id\":\"1\"}}");
        for (var cut = 0; cut < whole.Length; cut++)
        {
            var length = cut;
            await using var server = new RawServer(_ => whole[..length]);
            using var transport = new HttpClientTransport(new KibanaOptions { Address = server.Address });

            var failure = await Assert.ThrowsAsync<TransportException>(async () => await transport.SendAsync(Post, Stop));

            Assert.True(failure.MayHaveArrived, $"cut at {cut}: {failure.Message}");
            Assert.Single(server.Requests);
        }
    }

    [Fact]
    public async Task SendAsync_GarbageStatusLine_MayHaveArrivedAndWasSentOnce()
    {
        await using var server = new RawServer(static _ => "SSH-2.0-OpenSSH\r\n\r\n"u8.ToArray());
        using var transport = new HttpClientTransport(new KibanaOptions { Address = server.Address });

        var failure = await Assert.ThrowsAsync<TransportException>(async () => await transport.SendAsync(Post, Stop));

        Assert.True(failure.MayHaveArrived);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task SendAsync_ConnectionRefused_IsProvenNotSent()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // bound and not listening: the port is ours, and refuses
        var port = ((IPEndPoint)probe.LocalEndPoint!).Port;
        using var transport = new HttpClientTransport(new KibanaOptions { Address = new Uri($"http://127.0.0.1:{port}") });

        var failure = await Assert.ThrowsAsync<TransportException>(async () => await transport.SendAsync(Post, Stop));

        Assert.False(failure.MayHaveArrived);
        Assert.StartsWith("POST /api/endpoint/action/isolate failed: ", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith(" Nothing was sent.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_TlsToAPlainServer_IsProvenNotSent()
    {
        await using var server = new RawServer(static _ => "HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
        using var transport = new HttpClientTransport(new KibanaOptions { Address = new UriBuilder(server.Address) { Scheme = "https" }.Uri, RequestTimeout = TimeSpan.FromSeconds(2), Credentials = KibanaCredentials.ApiKey("canary") });

        var failure = await Assert.ThrowsAsync<TransportException>(async () => await transport.SendAsync(Post, Stop));

        Assert.False(failure.MayHaveArrived);
        Assert.All(server.Requests, static r => Assert.DoesNotContain("canary", r, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SendAsync_NoAnswerWithinTheTimeout_MayHaveArrived()
    {
        using var release = new ManualResetEventSlim();
        await using var server = new RawServer(_ =>
        {
            release.Wait(Stop);
            return null;
        });
        using var transport = new HttpClientTransport(new KibanaOptions { Address = server.Address, RequestTimeout = TimeSpan.FromSeconds(3) });

        var failure = await Assert.ThrowsAsync<TransportException>(async () => await transport.SendAsync(Post, Stop));

        release.Set();
        Assert.True(failure.MayHaveArrived);
        Assert.Equal("POST /api/endpoint/action/isolate failed: no whole answer within 3 s. The request may have arrived.", failure.Message);
    }

    [Theory]
    [InlineData("Content-Length: 3000000\r\n")]
    [InlineData("")]
    public async Task SendAsync_AnswerOverTheLimit_EndsAtTheLimit(string length)
    {
        var body = new string('x', 3_000_000);
        await using var server = new RawServer(_ => Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{length}Connection: close\r\n\r\n{body}"));
        using var transport = new HttpClientTransport(new KibanaOptions { Address = server.Address });

        var failure = await Assert.ThrowsAsync<TransportException>(async () => await transport.SendAsync(Post, Stop));

        Assert.True(failure.MayHaveArrived);
        Assert.Contains("larger than 1048576 bytes", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_HandlerThatRepeats_IsStoppedAtTheSecondBody()
    {
        using var transport = new HttpClientTransport(new KibanaOptions { Address = new Uri("http://localhost:5601") }, new RepeatingHandler { InnerHandler = new ReadingHandler() });

        var failure = await Assert.ThrowsAsync<TransportException>(async () => await transport.SendAsync(Post, Stop));

        Assert.True(failure.MayHaveArrived);
        Assert.Contains("tried to send the body a second time", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_HandlerThatRepeatsOverASocket_IsRefusedBeforeTheFirstSend()
    {
        await using var server = new RawServer(static _ => RawServer.Answer(503, "{}"));
        using var transport = new HttpClientTransport(new KibanaOptions { Address = server.Address }, new RepeatingHandler { InnerHandler = new SocketsHttpHandler() });

        var failure = await Assert.ThrowsAsync<TransportException>(async () => await transport.SendAsync(Post, Stop));

        Assert.False(failure.MayHaveArrived);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task SendAsync_PostWithoutBody_IsRefused()
    {
        using var transport = new HttpClientTransport(new KibanaOptions { Address = new Uri("http://127.0.0.1:9") });

        var misuse = await Assert.ThrowsAsync<ArgumentException>(async () => await transport.SendAsync(Post with { Body = default }, Stop));

        Assert.Contains("has no body", misuse.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host")]
    [InlineData("authorization")]
    [InlineData("Cookie")]
    public async Task SendAsync_ReservedHeader_IsRefused(string name)
    {
        using var transport = new HttpClientTransport(new KibanaOptions { Address = new Uri("http://127.0.0.1:9") });

        await Assert.ThrowsAsync<ArgumentException>(async () => await transport.SendAsync(Post with { Headers = [new(name, "x")] }, Stop));
    }

    [Fact]
    public async Task SendAsync_LineBreakInAHeader_IsRefused()
    {
        using var transport = new HttpClientTransport(new KibanaOptions { Address = new Uri("http://127.0.0.1:9") });

        await Assert.ThrowsAnyAsync<FormatException>(async () => await transport.SendAsync(Post with { Headers = [new("kbn-xsrf", "x\r\nevil: 1")] }, Stop));
    }

    [Theory]
    [InlineData("/api/endpoint/action/../file/f/download")]
    [InlineData("/api/./endpoint")]
    [InlineData("/api/%2e%2e/endpoint")]
    [InlineData("/api/endpoint?x=1")]
    [InlineData("/api/endpoint#x")]
    [InlineData("/api\\endpoint")]
    [InlineData("/api/end point")]
    [InlineData("@evil.example/api")]
    public async Task SendAsync_PathThatWouldChange_IsRefused(string path)
    {
        using var transport = new HttpClientTransport(new KibanaOptions { Address = new Uri("http://127.0.0.1:9") });

        await Assert.ThrowsAsync<ArgumentException>(async () => await transport.SendAsync(Post with { Path = path }, Stop));
    }

    [Fact]
    public async Task SendAsync_CancelledCaller_IsCancelledNotFailed()
    {
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        await using var server = new RawServer(_ =>
        {
            caller.Cancel();
            return null;
        });
        using var transport = new HttpClientTransport(new KibanaOptions { Address = server.Address });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await transport.SendAsync(Post, caller.Token));
    }

    private sealed class RepeatingHandler : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (await base.SendAsync(request, cancellationToken)).Dispose();
            return await base.SendAsync(request, cancellationToken);
        }
    }

    /// <summary>A server in memory that reads each request.</summary>
    private sealed class ReadingHandler : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
            return new HttpResponseMessage(System.Net.HttpStatusCode.ServiceUnavailable);
        }
    }
}
