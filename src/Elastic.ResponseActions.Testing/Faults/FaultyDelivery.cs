using System.Net.Sockets;
using System.Text;
using Elastic.ResponseActions.Testing.Http;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Elastic.ResponseActions.Testing.Faults;

/// <summary>
/// Puts an answer on the wire that does not arrive as it should. On a plain loopback connection what is sent is exact to the byte, past the server, on the
/// socket itself; in memory and over TLS the connection fails as near to that place as can be.
/// </summary>
internal static class FaultyDelivery
{
    public static Task SendAsync(HttpContext context, Answer answer, FakeFaultEffect effect, TimeProvider clock) => effect switch
    {
        FakeFaultEffect.DropEffect drop => DropAsync(context, drop.IsReset),
        FakeFaultEffect.CutEffect cut => CutAsync(context, answer, cut.AfterBytes),
        FakeFaultEffect.RawEffect raw => SendRawAsync(context, Encoding.UTF8.GetBytes(raw.Bytes)),
        FakeFaultEffect.DripEffect drip => DripAsync(context, answer, drip.Pause, clock),
        FakeFaultEffect.EndlessEffect endless => EndlessAsync(context, answer, endless.InHeaders),
        _ => Delivery.SendAsync(context, answer),
    };

    public static Task DropAsync(HttpContext context, bool isReset)
    {
        if (isReset && Socket(context) is { } socket)
            socket.LingerState = new LingerOption(true, 0);
        context.Abort();
        return Task.CompletedTask;
    }

    private static async Task CutAsync(HttpContext context, Answer answer, int afterBytes)
    {
        var whole = OnTheWire(context, answer);
        if (Socket(context) is not null)
        {
            await SendRawAsync(context, whole[..Math.Min(afterBytes, whole.Length)]).ConfigureAwait(false);
            return;
        }
        var ofBody = afterBytes - (whole.Length - answer.Body.Length);
        if (ofBody >= 0)
        {
            Delivery.WriteHead(context, answer);
            await context.Response.Body.WriteAsync(answer.Body.AsMemory(0, Math.Min(ofBody, answer.Body.Length)), context.RequestAborted).ConfigureAwait(false);
            await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        }
        context.Abort();
    }

    private static async Task SendRawAsync(HttpContext context, byte[] bytes)
    {
        if (Socket(context) is { } socket)
        {
            await SendAllAsync(socket, bytes, context.RequestAborted).ConfigureAwait(false);
            socket.Shutdown(SocketShutdown.Send);
        }
        context.Abort();
    }

    private static async Task DripAsync(HttpContext context, Answer answer, TimeSpan pause, TimeProvider clock)
    {
        Delivery.WriteHead(context, answer);
        for (var i = 0; i < answer.Body.Length; i++)
        {
            await Task.Delay(pause, clock, context.RequestAborted).ConfigureAwait(false);
            await context.Response.Body.WriteAsync(answer.Body.AsMemory(i, 1), context.RequestAborted).ConfigureAwait(false);
            await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        }
    }

    private static async Task EndlessAsync(HttpContext context, Answer answer, bool inHeaders)
    {
        if (inHeaders && Socket(context) is { } socket)
        {
            await SendAllAsync(socket, "HTTP/1.1 200 OK\r\n"u8.ToArray(), context.RequestAborted).ConfigureAwait(false);
            var header = Encoding.ASCII.GetBytes($"x-more: {new string('a', 1000)}\r\n");
            while (await SendAllAsync(socket, header, context.RequestAborted).ConfigureAwait(false))
            {
            }
            context.Abort();
            return;
        }
        Delivery.WriteHead(context, answer with { Body = [] }, withLength: false);
        var part = Encoding.ASCII.GetBytes(new string(' ', 8192));
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.Body.WriteAsync(part, context.RequestAborted).ConfigureAwait(false);
            await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        }
    }

    // The client may be gone at any byte; that is its good right.
    private static async Task<bool> SendAllAsync(Socket socket, byte[] bytes, CancellationToken cancellationToken)
    {
        try
        {
            for (var sent = 0; sent < bytes.Length;)
                sent += await socket.SendAsync(bytes.AsMemory(sent), cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            return false;
        }
    }

    private static byte[] OnTheWire(HttpContext context, Answer answer)
    {
        var head = new StringBuilder($"HTTP/1.1 {answer.Status} {Answer.Reason(answer.Status)}\r\n");
        head.Append($"content-length: {answer.Body.Length}\r\n{Door.FakeHeader}: true\r\n");
        if (answer.ContentType is not null)
            head.Append($"content-type: {answer.ContentType}\r\n");
        foreach (var (name, value) in answer.Headers)
            head.Append($"{name}: {value}\r\n");
        head.Append("\r\n");
        return [.. Encoding.ASCII.GetBytes(head.ToString()), .. context.Request.Method == "HEAD" ? [] : answer.Body];
    }

    private static Socket? Socket(HttpContext context) => context.Request.IsHttps ? null : context.Features.Get<IConnectionSocketFeature>()?.Socket;
}
