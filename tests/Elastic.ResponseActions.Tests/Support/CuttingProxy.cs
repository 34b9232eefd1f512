using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Elastic.ResponseActions.Tests.Support;

/// <summary>A proxy down to the bytes: it passes GETs whole, and cuts the one POST, or its answer, after so many bytes.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Uri _server;
    private readonly int? _requestBytes;
    private readonly int? _answerBytes;
    private readonly Task _loop;
    private int _posts;

    public CuttingProxy(Uri server, int? requestBytes, int? answerBytes)
    {
        (_server, _requestBytes, _answerBytes) = (server, requestBytes, answerBytes);
        _listener.Start();
        _loop = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>How many POSTs have begun to arrive.</summary>
    public int Posts => _posts;

    /// <summary>The length of the POST as it came.</summary>
    public int PostLength { get; private set; }

    /// <summary>The length of the POST's answer, whether or not all of it was passed on.</summary>
    public int AnswerLength { get; private set; }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _loop;
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await ServeAsync(client);
            }
            catch (Exception stopped) when (stopped is SocketException { SocketErrorCode: SocketError.OperationAborted or SocketError.Interrupted } or InvalidOperationException)
            {
                return;
            }
            catch (Exception cut) when (cut is IOException or SocketException)
            {
                // The client hung up, as it may.
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        var stream = client.GetStream();
        var request = new byte[16 * 1024];
        var length = await stream.ReadAsync(request);
        if (length == 0)
            return;

        var isPost = request.AsSpan(0, length).StartsWith("POST"u8);
        if (isPost)
            Interlocked.Increment(ref _posts);
        var limit = isPost ? _requestBytes : null;
        while (!IsWhole(request.AsSpan(0, length)) && !(length >= limit))
        {
            var read = await stream.ReadAsync(request.AsMemory(length));
            if (read == 0)
                return;
            length += read;
        }

        if (isPost && _requestBytes is { } kept)
        {
            await PassAsync(request.AsMemory(0, Math.Min(kept, length)), shutdown: true);
            client.LingerState = new LingerOption(true, 0);
            return;
        }

        if (isPost)
            PostLength = length;
        var answer = await PassAsync(request.AsMemory(0, length), shutdown: false);
        if (isPost)
            AnswerLength = answer.Length;
        await stream.WriteAsync(answer.AsMemory(0, Math.Min(isPost && _answerBytes is { } bytes ? bytes : int.MaxValue, answer.Length)));
    }

    private async Task<byte[]> PassAsync(ReadOnlyMemory<byte> request, bool shutdown)
    {
        using var server = new TcpClient();
        await server.ConnectAsync(_server.Host, _server.Port);
        var stream = server.GetStream();

        // One exchange a connection, so that the answer ends where the connection does.
        var text = Encoding.Latin1.GetString(request.Span);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        await stream.WriteAsync(Encoding.Latin1.GetBytes(end < 0 ? text : text.Insert(end, "\r\nConnection: close")));
        if (shutdown)
            server.Client.Shutdown(SocketShutdown.Send);
        var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer);
        }
        catch (IOException) when (shutdown)
        {
            // A server may well object to half a request.
        }

        return answer.ToArray();
    }

    private static bool IsWhole(ReadOnlySpan<byte> request)
    {
        var end = request.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;

        var head = Encoding.Latin1.GetString(request[..end]);
        var at = head.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return true;

        var rest = head.AsSpan(at + "Content-Length: ".Length);
        var lineEnd = rest.IndexOf('\r');
        return request.Length - end - 4 >= int.Parse(lineEnd < 0 ? rest : rest[..lineEnd], System.Globalization.CultureInfo.InvariantCulture);
    }
}
