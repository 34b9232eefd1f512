using System.Collections.Concurrent;
using System.Text;

namespace Elastic.ResponseActions.Tests.Support;

/// <summary>The way to a fake Kibana, with whatever may go wrong on it. It counts what the caller sent, arrived or not.</summary>
internal sealed class FaultTransport(IResponseActionTransport way) : IResponseActionTransport
{
    /// <summary>Handles the n-th POST (from 1) in the place of the way; null lets it pass.</summary>
    public Func<TransportRequest, int, ValueTask<TransportResponse>>? OnPost { get; set; }

    /// <summary>Handles a GET in the place of the way; null lets all pass.</summary>
    public Func<TransportRequest, ValueTask<TransportResponse>>? OnGet { get; set; }

    public ConcurrentQueue<TransportRequest> Posts { get; } = new();

    public ConcurrentQueue<TransportRequest> Gets { get; } = new();

    public IEnumerable<string> Bodies => Posts.Select(static p => Encoding.UTF8.GetString(p.Body.Span));

    public Func<Uri, IResponseActionTransport>? ForSelfTest => null;

    public ValueTask<TransportResponse> SendAsync(TransportRequest request, CancellationToken cancellationToken)
    {
        if (request.Method == "GET")
        {
            Gets.Enqueue(request);
            return OnGet is null ? PassAsync(request) : OnGet(request);
        }

        Posts.Enqueue(request);
        return OnPost is null ? PassAsync(request) : OnPost(request, Posts.Count);
    }

    /// <summary>Lets a request through. The caller's token is left out: what passes, passes whole.</summary>
    public ValueTask<TransportResponse> PassAsync(TransportRequest request) => way.SendAsync(request, CancellationToken.None);

    public static TransportResponse Answer(int status, string body, string contentType = "application/json; charset=utf-8", params KeyValuePair<string, string>[] headers) => new()
    {
        StatusCode = status,
        Headers = [new("content-type", contentType), .. headers],
        Body = Encoding.UTF8.GetBytes(body),
    };
}
