using System.Text;
using BenchmarkDotNet.Attributes;
using Elastic.ResponseActions.Testing;

namespace Elastic.ResponseActions.Benchmarks;

/// <summary>
/// Requests that FakeKibana answers on loopback, client included: one at a time, and as many in flight as a storm has, each on a connection of its own.
/// The goal is 5,000 a second on one core (0.2 ms a request): run it under <c>taskset -c 0</c>.
/// </summary>
[MemoryDiagnoser]
#pragma warning disable CA1001 // BenchmarkDotNet cleans up by GlobalCleanup.
public class FakeRequests
#pragma warning restore CA1001
{
    private const int Requests = 320;

    private FakeKibana _kibana = null!;
    private FakeConnection[] _connections = [];
    private byte[] _isolate = [];
    private byte[] _details = [];
    private byte[] _metadata = [];

    /// <summary>How many requests wait for their answer at a time.</summary>
    [Params(1, 32)]
    public int InFlight { get; set; } = 1;

    [GlobalSetup]
    public void Setup()
    {
        _kibana = new FakeKibana(new FakeKibanaOptions { KeptRequests = 100 });
        _kibana.AddEndpoint("a1");
        var address = _kibana.StartAsync().GetAwaiter().GetResult();
        _connections = [.. Enumerable.Range(0, InFlight).Select(_ => new FakeConnection(address))];
        _isolate = Request("POST", "/api/endpoint/action/isolate", """{"endpoint_ids":["a1"],"comment":"c"}""");
        _metadata = Request("GET", "/api/endpoint/metadata/a1", "");
        _connections[0].Send(_isolate);
        _connections[0].Receive();
        _details = Request("GET", $"/api/endpoint/action/{_kibana.Actions[0].Id}", "");
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (var connection in _connections)
            connection.Dispose();
        _kibana.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Requests)]
    public int Metadata() => Ask(_metadata);

    [Benchmark(OperationsPerInvoke = Requests)]
    public int Details() => Ask(_details);

    [Benchmark(OperationsPerInvoke = Requests)]
    public int Isolate() => Ask(_isolate);

    private byte[] Request(string method, string path, string body) => Encoding.ASCII.GetBytes(
        $"{method} {path} HTTP/1.1\r\nhost: x\r\nauthorization: ApiKey {_kibana.ApiKey}\r\nkbn-xsrf: x\r\ncontent-type: application/json\r\ncontent-length: {body.Length}\r\n\r\n{body}");

    private int Ask(byte[] request)
    {
        var bytes = 0;
        for (var asked = 0; asked < Requests; asked += _connections.Length)
        {
            foreach (var connection in _connections)
                connection.Send(request);
            foreach (var connection in _connections)
                bytes += connection.Receive();
        }

        return bytes;
    }
}
