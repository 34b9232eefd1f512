using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Elastic.ResponseActions.Tests.Support;

/// <summary>An HTTP server down to the bytes: it reads each request whole, writes exactly the bytes it is told to, and closes.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, byte[]?> _answer;
    private readonly Task _loop;

    /// <param name="answer">From a request's text to the answer's bytes; null closes the connection without an answer.</param>
    public RawServer(Func<string, byte[]?> answer)
    {
        _answer = answer;
        _listener.Start();
        _loop = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public ConcurrentQueue<string> Requests { get; } = new();

    public static byte[] Answer(int status, string body, string contentType = "application/json", string headers = "") =>
        Encoding.UTF8.GetBytes($"HTTP/1.1 {status} Some\r\nContent-Type: {contentType}\r\nConnection: close\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}\r\n{body}");

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _loop;
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync();
            }
            catch (Exception stopped) when (stopped is SocketException or InvalidOperationException)
            {
                return;
            }

            using (client)
            {
                try
                {
                    await ServeAsync(client.GetStream());
                }
                catch (IOException)
                {
                    // The client hung up, as it does where an answer passes its limits.
                }
            }
        }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        var request = await ReadRequestAsync(stream);
        if (request.Length == 0)
            return;

        Requests.Enqueue(request);
        if (_answer(request) is { } bytes)
            await stream.WriteAsync(bytes);
    }

    private static async Task<string> ReadRequestAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!IsWhole(text.ToString()))
        {
            var read = await stream.ReadAsync(buffer);
            if (read == 0)
                break;

            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        return text.ToString();
    }

    private static bool IsWhole(string text)
    {
        const char TlsHandshake = '\x16';
        if (text.StartsWith(TlsHandshake))
            return true;

        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
            return false;

        const string Name = "Content-Length: ";
        var at = text.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        var length = at < 0 || at > end ? 0 : int.Parse(text.AsSpan(at + Name.Length, text.IndexOf('\r', at) - at - Name.Length), System.Globalization.CultureInfo.InvariantCulture);
        return text.Length - end - 4 >= length;
    }
}
