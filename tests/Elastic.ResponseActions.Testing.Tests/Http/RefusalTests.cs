using System.Net.Sockets;
using System.Text;

namespace Elastic.ResponseActions.Testing.Tests.Http;

/// <summary>What the web server refuses by itself, because it is no HTTP request, says that it is a fake too.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("nonsense\r\n\r\n", "HTTP/1.1 400 Bad Request")]
    [InlineData("GET /api/status HTTP/3.7\r\nhost: x\r\n\r\n", "HTTP/1.1 505 ")]
    [InlineData("GET /a%00b HTTP/1.1\r\nhost: x\r\n\r\n", "HTTP/1.1 400 Bad Request")]
    [InlineData("GET /api/status HTTP/1.1\r\n\r\n", "HTTP/1.1 400 Bad Request")]
    [InlineData("POST /api/status HTTP/1.1\r\nhost: x\r\ncontent-length: ten\r\n\r\n", "HTTP/1.1 400 Bad Request")]
    [InlineData("GET /api/status HTTP/1.1\r\nhost: x\r\nx-long: {long}\r\n\r\n", "HTTP/1.1 431 Request Header Fields Too Large")]
    [InlineData("GET /{long} HTTP/1.1\r\nhost: x\r\n\r\n", "HTTP/1.1 414 URI Too Long")]
    public async Task Refusal_OfNoHttp_CarriesTheHeaderOnce(string request, string status)
    {
        var answer = await AskAsync(request.Replace("{long}", new string('a', 40_000), StringComparison.Ordinal));

        Assert.StartsWith(status, answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
        Assert.Single(answer.Split("\r\n"), line => line == "x-elastic-response-actions-fake: true");
    }

    // After a good answer on the same connection, in whose buffer the refusal may stand.
    [Fact]
    public async Task Refusal_AfterAnAnswer_CarriesTheHeaderToo()
    {
        var answers = await AskAsync("HEAD /api/status HTTP/1.1\r\nhost: x\r\n\r\nnonsense\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 401", answers, StringComparison.Ordinal);
        Assert.Contains("HTTP/1.1 400 Bad Request", answers, StringComparison.Ordinal);
        Assert.Equal(2, answers.Split("\r\n").Count(line => line == "x-elastic-response-actions-fake: true"));
    }

    private static async Task<string> AskAsync(string request)
    {
        await using var kibana = new FakeKibana();
        var address = await kibana.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // The server did not read the rest of a request that it refused, so its end of the connection may come as a reset.
        }
        return Encoding.ASCII.GetString(answer.ToArray());
    }
}
