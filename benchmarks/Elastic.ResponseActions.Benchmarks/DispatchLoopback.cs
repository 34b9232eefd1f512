using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Elastic.ResponseActions.Benchmarks;

/// <summary>
/// What a call of this library's transport costs above <c>HttpClient</c> with bytes made before, against one server on loopback, in rounds that take turns. Goals: at
/// one in flight p50 at most 8 µs and 512 B more, at 16 in flight 85 % of the calls a second and more.
/// </summary>
internal static class DispatchLoopback
{
    private const int Rounds = 15;
    private const int WarmUp = 2000;
    private const int Calls = 3000;

    private static readonly byte[] Body = """{"endpoint_ids":["agent-1"],"agent_type":"endpoint","comment":"Response action [ra:1:AAAAAAAAAAAAAAAAAAAAAA]"}"""u8.ToArray();

    private static readonly TransportRequest Request = new()
    {
        Method = "POST",
        Path = "/api/endpoint/action/isolate",
        Headers = [new("elastic-api-version", "2023-10-31"), new("kbn-xsrf", "elastic-response-actions")],
        Body = Body,
    };

    public static bool IsMeant(string[] arguments) => arguments is ["dispatch"];

    public static async Task<int> RunAsync()
    {
        using var server = new LoopbackServer();
        var options = new KibanaOptions { Address = server.Address, Credentials = KibanaCredentials.ApiKey("a2V5") };
        using var transport = new HttpClientTransport(options);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
        var address = new Uri(server.Address, Request.Path);

        async Task SdkAsync() => await transport.SendAsync(Request, CancellationToken.None);
        async Task RawAsync() => await SendRawAsync(http, address);
        foreach (var inFlight in (int[])[1, 16])
        {
            await RunAsync(SdkAsync, WarmUp, inFlight);
            await RunAsync(RawAsync, WarmUp, inFlight);
            List<(Figures Sdk, Figures Raw)> rounds = [];
            for (var i = 0; i < Rounds; i++)
                rounds.Add(i % 2 == 0 ? (await RunAsync(SdkAsync, Calls, inFlight), await RunAsync(RawAsync, Calls, inFlight)) : Swap(await RunAsync(RawAsync, Calls, inFlight), await RunAsync(SdkAsync, Calls, inFlight)));

            await Console.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{inFlight,2} in flight: p50 {Median(rounds, r => r.Raw.P50):0.0} µs raw, {Median(rounds, r => r.Sdk.P50 - r.Raw.P50):+0.0;-0.0} µs here; {Median(rounds, r => r.Raw.Bytes):0} B raw, {Median(rounds, r => r.Sdk.Bytes - r.Raw.Bytes):+0;-0} B here; {Median(rounds, r => 100 * r.Sdk.PerSecond / r.Raw.PerSecond):0} % of raw's {Median(rounds, r => r.Raw.PerSecond):0} calls/s"));
        }

        return 0;
    }

    private static async Task SendRawAsync(HttpClient http, Uri address)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(Body) };
        message.Content.Headers.Add("Content-Type", "application/json");
        message.Headers.Add("elastic-api-version", "2023-10-31");
        message.Headers.Add("kbn-xsrf", "elastic-response-actions");
        message.Headers.Add("Authorization", "ApiKey a2V5");
        using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
        await response.Content.ReadAsByteArrayAsync();
    }

    private static async Task<Figures> RunAsync(Func<Task> call, int calls, int inFlight)
    {
        var ticks = new long[calls];
        var next = -1;
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var i && i < calls)
            {
                var began = Stopwatch.GetTimestamp();
                await call();
                ticks[i] = Stopwatch.GetTimestamp() - began;
            }
        }));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        Array.Sort(ticks);
        return new Figures(ticks[calls / 2] * 1e6 / Stopwatch.Frequency, (double)bytes / calls, calls / seconds);
    }

    private static (Figures Sdk, Figures Raw) Swap(Figures raw, Figures sdk) => (sdk, raw);

    private static double Median<T>(List<T> rounds, Func<T, double> figure) => rounds.Select(figure).Order().ElementAt(rounds.Count / 2);

    private readonly record struct Figures(double P50, double Bytes, double PerSecond);

    /// <summary>Answers whatever comes with the same bytes; what it allocates counts for both.</summary>
    private sealed class LoopbackServer : IDisposable
    {
        private static readonly byte[] Answer = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\ncontent-type: application/json; charset=utf-8\r\nkbn-name: kibana\r\ncontent-length: 512\r\n\r\n" + new string(' ', 510) + "{}");

        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public LoopbackServer()
        {
            _listener.Start();
            _ = AcceptAsync();
        }

        public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

        public void Dispose() => _listener.Dispose();

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                    _ = ServeAsync(await _listener.AcceptSocketAsync());
            }
            catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // Disposed.
            }
        }

        private static async Task ServeAsync(Socket socket)
        {
            socket.NoDelay = true;
            var buffer = new byte[8192];
            var length = 0;
            try
            {
                while (await socket.ReceiveAsync(buffer.AsMemory(length)) is var read && read > 0)
                {
                    length += read;
                    var head = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
                    if (head < 0 || length < head + 4 + Body.Length)
                        continue;

                    length = 0;
                    await socket.SendAsync(Answer);
                }
            }
            catch (SocketException)
            {
                // The client has gone.
            }
        }
    }
}
