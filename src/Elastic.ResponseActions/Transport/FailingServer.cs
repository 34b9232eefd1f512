using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Elastic.ResponseActions.Transport;

/// <summary>A server on 127.0.0.1 that fails the first request in one way, answers further ones well, and counts them all.</summary>
internal sealed class FailingServer : IAsyncDisposable
{
    /// <summary>What tempts HTTP stacks to repeat, and the answer that does it; an empty one closes the connection.</summary>
    public static IReadOnlyList<(string Fault, string Answer)> Faults { get; } =
    [
        ("a closed connection", ""),
        ("half an answer", "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"),
        .. ((int[])[401, 408, 429, 500, 502, 503, 504]).Select(static status => ($"a {status}", $"HTTP/1.1 {status} x\r\nretry-after: 0\r\nwww-authenticate: Basic\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")),
        .. ((int[])[302, 307, 308]).Select(static status => ($"a {status}", $"HTTP/1.1 {status} x\r\nlocation: /moved\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")),
    ];

    private const string Good = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}";
    private const int MaxHeadBytes = 16 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string _firstAnswer;
    private readonly Task _accepting;
    private int _requests;

    public FailingServer(string firstAnswer)
    {
        _firstAnswer = firstAnswer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public int Requests => Volatile.Read(ref _requests);

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting.ConfigureAwait(false);
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
                connections.Add(ServeAsync(await _listener.AcceptSocketAsync().ConfigureAwait(false)));
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            await Task.WhenAll(connections).ConfigureAwait(false);
        }
    }

    // One request a connection. A stack that closes early has had its say.
    private async Task ServeAsync(Socket socket)
    {
        try
        {
            using var stream = new NetworkStream(socket, ownsSocket: true);
            if (!await ReadRequestAsync(stream).ConfigureAwait(false))
                return;

            var answer = Interlocked.Increment(ref _requests) == 1 ? _firstAnswer : Good;
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer)).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // Gone.
        }
    }

    // The self-test's body is two bytes, so the end of the head and two more is the whole request.
    private static async Task<bool> ReadRequestAsync(NetworkStream stream)
    {
        var buffer = new byte[MaxHeadBytes];
        var length = 0;
        while (length < buffer.Length && await stream.ReadAsync(buffer.AsMemory(length)).ConfigureAwait(false) is var read && read > 0)
        {
            length += read;
            var end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (end >= 0 && (length >= end + 6 || !buffer.AsSpan(0, 4).SequenceEqual("POST"u8)))
                return true;
        }

        return false;
    }
}
