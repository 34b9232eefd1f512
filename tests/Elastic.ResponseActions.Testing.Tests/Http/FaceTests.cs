using System.Net;
using System.Text;

namespace Elastic.ResponseActions.Testing.Tests.Http;

/// <summary>The two faces look alike to a client, also where a request or an answer is unusual.</summary>
public sealed class FaceTests
{
    [Theory]
    [InlineData("a%2Fb", "a%2Fb")]
    [InlineData("a%20b", "a b")]
    [InlineData("%C3%A4", "\u00e4")]
    [InlineData("a%25b", "a%b")]
    [InlineData("a+b", "a+b")]
    public async Task Path_Escaped_IsReadAlike(string sent, string read)
    {
        foreach (var face in Enum.GetValues<Face>())
        {
            await using var bench = await Bench.OpenAsync(face);
            (await bench.GetAsync($"{Bench.Metadata}/{sent}")).IsError(404, "Not Found", $"Endpoint with id {read} not found");
        }
    }

    [Theory, BothFaces]
    public async Task Body_OfUnknownLength_IsReadWhole(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);

        var reply = await bench.SendAsync(HttpMethod.Post, Bench.Isolate, null, change: request =>
        {
            request.Content = new StreamContent(new UnknownLength(Encoding.UTF8.GetBytes("""{"endpoint_ids":["a1"]}""")));
            request.Content.Headers.ContentType = new("application/json");
        });

        Assert.Equal(200, reply.Status);
    }

    [Theory, BothFaces]
    public async Task Head_HasTheHeadersAndNoBody(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);

        var reply = await bench.SendAsync(HttpMethod.Head, "/api/status", null);

        Assert.Equal((200, 0), (reply.Status, reply.Bytes.Length));
        Assert.True(int.Parse(reply.Headers["Content-Length"], System.Globalization.CultureInfo.InvariantCulture) > 0);
        Assert.Equal("application/json; charset=utf-8", reply.Headers["Content-Type"]);
        Assert.Equal("true", reply.Headers["x-elastic-response-actions-fake"]);
    }

    [Theory, BothFaces]
    public async Task ZeroByteInThePath_IsRefusedWithoutABody(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);

        var reply = await bench.GetAsync("/api/a%00b");

        Assert.Equal((400, 0, "true"), (reply.Status, reply.Bytes.Length, reply.Headers["x-elastic-response-actions-fake"]));
    }

    [Theory, BothFaces]
    public async Task Cancel_WhileTheServerWorks_EndsTheWait(Face face)
    {
        await using var bench = await Bench.OpenAsync(face, new FakeKibanaOptions { TimeProvider = new NeverProvider() });
        var fault = bench.Kibana.Faults.Add("/api/status", FakeFaultEffect.Delay(TimeSpan.FromHours(1), isExecuted: false), count: 1);
        using var stop = new CancellationTokenSource();

        var answer = bench.Client.GetAsync(new Uri("/api/status", UriKind.Relative), stop.Token);
        Assert.True(SpinWait.SpinUntil(() => bench.Kibana.Faults.HitsOf(fault) == 1, TimeSpan.FromSeconds(30)));
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        Assert.Equal(200, (await bench.GetAsync("/api/status")).Status);
    }

    // The head of this answer is shorter than 400 bytes, and the whole is longer.
    [Theory, BothFaces]
    public async Task Cut_WhileTheBodyIsRead_GivesWhatCameAndFailsTheReader(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        bench.Kibana.Faults.Add("/api/status", FakeFaultEffect.Rewrite(_ => new string('x', 1000)));
        bench.Kibana.Faults.Add("/api/status", FakeFaultEffect.Cut(900));
        using var request = Authorized(bench);
        using var answer = await bench.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var read = new MemoryStream();

        var failed = await Assert.ThrowsAsync<HttpRequestException>(() => answer.Content.CopyToAsync(read, TestContext.Current.CancellationToken));
        Assert.Equal(HttpRequestError.ResponseEnded, Assert.IsType<HttpIOException>(failed.InnerException).HttpRequestError);

        Assert.InRange(read.Length, 500, 899);
    }

    [Theory, BothFaces]
    public async Task Send_Synchronous_Answers(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        using var request = Authorized(bench);

        using var answer = bench.Client.Send(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task InMemory_AfterDispose_IsRefused()
    {
        var kibana = new FakeKibana();
        using var client = kibana.CreateClient();
        await kibana.DisposeAsync();

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri("/api/status", UriKind.Relative), TestContext.Current.CancellationToken));

        Assert.IsType<ObjectDisposedException>(refused.InnerException!.InnerException);
        Assert.Throws<ObjectDisposedException>(kibana.CreateHandler);
    }

    private static HttpRequestMessage Authorized(Bench bench)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/status");
        request.Headers.Add("Authorization", $"ApiKey {bench.Kibana.ApiKey}");
        return request;
    }

    /// <summary>A clock on which nothing ever comes due.</summary>
    private sealed class NeverProvider : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period);
    }

    private sealed class UnknownLength(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
