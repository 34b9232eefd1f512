using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Elastic.ResponseActions.Testing.Http.InMemory;

/// <summary>One request and its answer in memory. The answer is there as soon as its head is written or its body begins; the body follows part by part.</summary>
#pragma warning disable CA1001 // The source of cancellation has no timer and nobody waits on its handle: there is nothing to dispose.
internal sealed class InMemoryExchange : IHttpRequestLifetimeFeature
#pragma warning restore CA1001
{
    // So much of an answer without end waits for its reader.
    private const int MostParts = 16;

    private readonly TaskCompletionSource<HttpResponseMessage> _response = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _aborted = new();
    private readonly Channel<byte[]> _parts = Channel.CreateBounded<byte[]>(MostParts);
    private readonly HttpResponseFeature _head = new();
    private readonly HttpRequestMessage _request;
    private readonly Stream _body;

    public InMemoryExchange(HttpRequestMessage request, Stream body)
    {
        (_request, _body) = (request, body);
        RequestAborted = _aborted.Token;
    }

    public Task<HttpResponseMessage> Response => _response.Task;

    public CancellationToken RequestAborted { get; set; }

    /// <summary>Lets the door answer, away from the client's thread as on a network.</summary>
    public async Task RunAsync(RequestDelegate door)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            if (RequestInMemory.Read(_request, _body) is { } request)
                await door(ContextOf(request)).ConfigureAwait(false);
            else
                (_head.StatusCode, _head.Headers[Door.FakeHeader]) = (400, "true");
            Begin();
            _parts.Writer.TryComplete();
        }
#pragma warning disable CA1031 // Whatever ends the work has to end the client's wait as well.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Break(fault);
        }
    }

    /// <summary>The server closes the connection.</summary>
    public void Abort() => Break(cause: null);

    /// <summary>The client does not want the answer any more.</summary>
    public void Cancel(CancellationToken cancellationToken = default)
    {
        _response.TrySetCanceled(cancellationToken);
        _parts.Writer.TryComplete();
        _aborted.Cancel();
    }

    /// <summary>Hands out the answer's head, once.</summary>
    public void Begin()
    {
        if (_response.Task.IsCompleted)
            return;
        var response = new HttpResponseMessage((HttpStatusCode)_head.StatusCode) { RequestMessage = _request, Content = new StreamContent(new AnswerReader(_parts.Reader, this)) };
#pragma warning disable RS0030 // A fault may answer with any header: it has to arrive as it is.
        foreach (var (name, values) in _head.Headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
                response.Content.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }
#pragma warning restore RS0030
        _response.TrySetResult(response);
    }

    private DefaultHttpContext ContextOf(IHttpRequestFeature request)
    {
        var features = new FeatureCollection();
        features.Set(request);
        features.Set<IHttpResponseFeature>(_head);
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(new AnswerWriter(_parts.Writer, this)));
        features.Set<IHttpRequestLifetimeFeature>(this);
        return new DefaultHttpContext(features);
    }

    private void Break(Exception? cause)
    {
        var ended = new HttpIOException(HttpRequestError.ResponseEnded, "The fake closed the connection.", cause);
        _response.TrySetException(new HttpRequestException(HttpRequestError.ResponseEnded, "The fake closed the connection before it had answered.", ended));
        _parts.Writer.TryComplete(ended);
        _aborted.Cancel();
    }
}
