using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Elastic.ResponseActions.Benchmarks;

/// <summary>One kept-alive connection that does as little as a client can: requests are bytes made beforehand, answers are read by their length.</summary>
internal sealed class FakeConnection : IDisposable
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly TcpClient _client;
    private readonly NetworkStream _stream;

    public FakeConnection(Uri address)
    {
        _client = new TcpClient(address.Host, address.Port) { NoDelay = true };
        _stream = _client.GetStream();
    }

    public void Send(byte[] request) => _stream.Write(request);

    /// <summary>Reads one answer, which has to be a 200; gives its length.</summary>
    public int Receive()
    {
        var read = 0;
        while (true)
        {
            var more = _stream.Read(_buffer, read, _buffer.Length - read);
            read += more;
            var head = _buffer.AsSpan(0, read).IndexOf("\r\n\r\n"u8);
            if (more == 0 || (head >= 0 && !_buffer.AsSpan().StartsWith("HTTP/1.1 200"u8)))
                throw new InvalidOperationException($"No 200: {Encoding.ASCII.GetString(_buffer, 0, read)}");
            if (head >= 0 && read >= head + 4 + BodyLength(_buffer.AsSpan(0, head)))
                return read;
        }
    }

    public void Dispose() => _client.Dispose();

    private static int BodyLength(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("Content-Length: "u8) + "Content-Length: ".Length;
        var end = head[at..].IndexOf((byte)'\r');
        return int.Parse(end < 0 ? head[at..] : head.Slice(at, end), CultureInfo.InvariantCulture);
    }
}
