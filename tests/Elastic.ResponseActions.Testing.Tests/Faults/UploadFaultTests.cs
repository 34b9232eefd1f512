using System.Net.Sockets;
using System.Text;

namespace Elastic.ResponseActions.Testing.Tests.Faults;

/// <summary>A connection that is reset while the request is still being sent.</summary>
public sealed class UploadFaultTests
{
    private const string Good = """{"endpoint_ids":["a1"]}""";

    [Theory]
    [InlineData(0, "")]
    [InlineData(5, "{\"end")]
    [InlineData(1000, Good)]
    public async Task CutUpload_AnyByteOfTheBody_DoesNothingAndFailsTheClient(int afterBytes, string read)
    {
        foreach (var face in Enum.GetValues<Face>())
        {
            await using var bench = await Bench.OpenAsync(face);
            var fault = bench.Kibana.Faults.Add(Bench.Isolate, FakeFaultEffect.CutUpload(afterBytes), count: 1);

            await Assert.ThrowsAsync<HttpRequestException>(() => bench.PostAsync(Bench.Isolate, Good));

            Assert.Empty(bench.Kibana.Actions);
            var request = Assert.Single(bench.Kibana.Requests);
            Assert.Equal((0, read, "CutUpload"), (request.Status, request.Body, request.Fault));
            Assert.Equal(1, bench.Kibana.Faults.HitsOf(fault));
            Assert.Equal(200, (await bench.PostAsync(Bench.Isolate, Good)).Status);
        }
    }

    // The client has sent half of what it said and still means to send the rest.
    [Fact]
    public async Task CutUpload_HalfSent_ResetsTheConnection()
    {
        await using var bench = await Bench.OpenAsync(Face.Loopback);
        bench.Kibana.Faults.Add("/api/endpoint/action/upload", FakeFaultEffect.CutUpload(10));
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", bench.Client.BaseAddress!.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();

        await stream.WriteAsync(
            Encoding.ASCII.GetBytes("POST /api/endpoint/action/upload HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000\r\n\r\n" + new string('a', 20)), TestContext.Current.CancellationToken);

        var reset = await Assert.ThrowsAsync<IOException>(async () => await stream.ReadExactlyAsync(new byte[1], TestContext.Current.CancellationToken));
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(reset.InnerException).SocketErrorCode);
        Assert.Equal(new string('a', 10), Assert.Single(bench.Kibana.Requests).Body);
    }

    [Fact]
    public async Task CutUpload_BesideAnotherFault_ComesFirst()
    {
        await using var bench = await Bench.OpenAsync(Face.InMemory);
        var late = bench.Kibana.Faults.Add(Bench.Isolate, FakeFaultEffect.Answer(503));
        bench.Kibana.Faults.Add(new FakeFault { Path = Bench.Isolate, Effect = FakeFaultEffect.CutUpload(3), When = request => request.Body.Length == 0, Count = 1 });

        await Assert.ThrowsAsync<HttpRequestException>(() => bench.PostAsync(Bench.Isolate, Good));

        Assert.Equal(0, bench.Kibana.Faults.HitsOf(late));
        Assert.Equal(503, (await bench.PostAsync(Bench.Isolate, Good)).Status);
    }
}
