using Microsoft.AspNetCore.Http;

namespace Elastic.ResponseActions.Testing.Http.InMemory;

/// <summary>
/// The face without a socket: sends a client's requests to the door on the thread pool, and hands out answers as they are written. It follows no redirect and keeps no
/// cookie, and a connection that breaks shows as <see cref="HttpRequestException"/>, as .NET's own socket handler has it. Thread-safe.
/// </summary>
internal sealed class InMemoryHandler(RequestDelegate door) : HttpMessageHandler
{
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAsync(request, cancellationToken).GetAwaiter().GetResult();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { IsAbsoluteUri: true })
            throw new InvalidOperationException("The request's address is not absolute; set the client's `BaseAddress`.");
        using var body = new MemoryStream();
        if (request.Content is not null)
            await request.Content.CopyToAsync(body, cancellationToken).ConfigureAwait(false);

        var exchange = new InMemoryExchange(request, new MemoryStream(body.GetBuffer(), 0, (int)body.Length));
        using var cancelled = cancellationToken.UnsafeRegister((_, token) => exchange.Cancel(token), null);
        _ = exchange.RunAsync(door);
        return await exchange.Response.ConfigureAwait(false);
    }
}
