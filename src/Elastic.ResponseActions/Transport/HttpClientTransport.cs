using System.Net;
using Elastic.ResponseActions.Kibana;
using Elastic.ResponseActions.Transport;

namespace Elastic.ResponseActions;

/// <summary>
/// Calls Kibana over HTTP with a socket handler of its own: no redirects, no cookies, no proxy unless set, no repeats.
/// Thread-safe; keep one per Kibana and dispose it at the end.
/// </summary>
public sealed class HttpClientTransport : IResponseActionTransport, IDisposable
{
    private static readonly string[] ReservedHeaders = ["Authorization", "Connection", "Cookie", "Expect", "Host", "Transfer-Encoding"];

    private readonly HttpMessageInvoker _http;
    private readonly KibanaOptions _options;

    /// <summary>Makes a transport that owns its connections.</summary>
    /// <param name="options">Address, credentials, limits.</param>
    /// <exception cref="ArgumentException">The options are not valid; it lists every error.</exception>
    public HttpClientTransport(KibanaOptions options)
        : this(options, handler: null)
    {
    }

    /// <summary>Makes a transport over a handler, such as that of an in-memory server. The transport disposes the handler.</summary>
    /// <param name="options">Address, credentials, limits.</param>
    /// <param name="handler">The handler; it must not repeat requests, follow redirects or keep cookies. Null: one of its own.</param>
    /// <exception cref="ArgumentException">The options are not valid; it lists every error.</exception>
    public HttpClientTransport(KibanaOptions options, HttpMessageHandler? handler)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.ThrowIfInvalid();
        _options = options;
        _http = new HttpMessageInvoker(handler ?? ConnectionSettings.CreateHandler(options), disposeHandler: true);
    }

    /// <inheritdoc />
    public async ValueTask<TransportResponse> SendAsync(TransportRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var message = CreateMessage(request);

        // Network time is real time: a test clock that jumps must not cut a request off, so this timer has no TimeProvider.
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(_options.RequestTimeout);
        try
        {
            using var response = await _http.SendAsync(message, timeout.Token).ConfigureAwait(false);
            return new TransportResponse
            {
                StatusCode = (int)response.StatusCode,
                Headers = ReadHeaders(response),
                Body = request.BodyTarget is { } target && response.StatusCode == HttpStatusCode.OK
                    ? await CopyAsync(response.Content, target, timeout.Token).ConfigureAwait(false)
                    : await ResponseBody.ReadAsync(response.Content, _options.MaxResponseBytes, timeout.Token).ConfigureAwait(false),
            };
        }
        catch (OperationCanceledException cause) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed(request, message, $"no whole answer within {_options.RequestTimeout.TotalSeconds:0.###} s.", cause);
        }
        catch (Exception cause) when (cause is not OperationCanceledException and not TransportException)
        {
            throw Failed(request, message, cause.Message, cause);
        }
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _http.Dispose();

    private static async ValueTask<ReadOnlyMemory<byte>> CopyAsync(HttpContent content, Stream target, CancellationToken cancellationToken)
    {
        await content.CopyToAsync(target, cancellationToken).ConfigureAwait(false);
        return default;
    }

    private HttpRequestMessage CreateMessage(TransportRequest request)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), RequestUri.Build(_options.Address, request))
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        if (request.Method != "GET")
        {
            if (request.Body.IsEmpty && request.StreamedBody is null)
                throw new ArgumentException($"{request} has no body. HTTP stacks repeat a request without a body on a broken connection; send `{{}}` at least.", nameof(request));

            message.Content = new OneShotContent(request);
        }

        foreach (var (name, value) in request.Headers)
        {
            if (ReservedHeaders.Contains(name, StringComparer.OrdinalIgnoreCase))
                throw new ArgumentException($"The header `{name}` belongs to the transport and cannot be set by a request.", nameof(request));

            message.Headers.Add(name, value);
        }

        if (_options.Credentials is { } credentials)
            message.Headers.Add("Authorization", credentials.Reveal());

        return message;
    }

    private TransportException Failed(TransportRequest request, HttpRequestMessage message, string what, Exception cause)
    {
        var mayHaveArrived = message.Content is OneShotContent { HandedOver: true };
        var told = mayHaveArrived ? "The request may have arrived." : "Nothing was sent.";

        // An exception of the HTTP stack may quote what the server sent, and a server may send the key back.
        var quotesTheKey = _options.Credentials?.IsIn(cause.ToString()) == true;
        var shown = VisibleText.Of(quotesTheKey ? "the answer cannot be read." : what);
        return new TransportException($"{request} failed: {shown} {told}", mayHaveArrived, quotesTheKey ? null : cause);
    }

    private static List<KeyValuePair<string, string>> ReadHeaders(HttpResponseMessage response)
    {
        List<KeyValuePair<string, string>> headers = [];
        foreach (var header in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
        {
            foreach (var value in header.Value)
                headers.Add(new(header.Key, value));
        }

        return headers;
    }
}
