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

    private readonly Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> _send;
    private readonly HttpMessageInvoker? _owned;
    private readonly KibanaOptions _options;
    private readonly FirstSendTest? _test;

    /// <summary>Makes a transport that owns its connections.</summary>
    /// <param name="options">Address, credentials, limits.</param>
    /// <exception cref="ArgumentException">The options are not valid; it lists every error.</exception>
    public HttpClientTransport(KibanaOptions options)
        : this(options, handler: null)
    {
    }

    /// <summary>
    /// Makes a transport over a handler, such as that of an in-memory server. The transport disposes the handler. One that leads to a
    /// socket is tested before its first send, see <see cref="TransportSelfTest"/>.
    /// </summary>
    /// <param name="options">Address, credentials, limits.</param>
    /// <param name="handler">The handler; it must not repeat requests, follow redirects or keep cookies. Null: one of its own.</param>
    /// <exception cref="ArgumentException">The options are not valid; it lists every error.</exception>
    public HttpClientTransport(KibanaOptions options, HttpMessageHandler? handler)
    {
        _options = Checked(options);
        LeadsToANetwork = handler is null || LeadsToASocket(handler);
        var http = new HttpMessageInvoker(handler ?? ConnectionSettings.CreateHandler(options), disposeHandler: true);
        _send = http.SendAsync;
        _owned = http;
        if (handler is not null)
        {
            ThrowIfPinned(options);
            _test = LeadsToASocket(handler) ? new FirstSendTest(options, _send) : null;
        }
    }

    /// <summary>Makes a transport over a client of the caller's. It stays the caller's; before its first send it is tested, see <see cref="TransportSelfTest"/>.</summary>
    /// <param name="options">Address, credentials, limits; the client's own address and headers are not used.</param>
    /// <param name="client">The client; it must not repeat requests, follow redirects or keep cookies.</param>
    /// <exception cref="ArgumentException">The options are not valid; it lists every error.</exception>
    public HttpClientTransport(KibanaOptions options, HttpClient client)
        : this(options, () => client) => ArgumentNullException.ThrowIfNull(client);

    /// <summary>Makes a transport over clients of a factory, one for each request. Before the first send they are tested, see <see cref="TransportSelfTest"/>.</summary>
    /// <param name="options">Address, credentials, limits; the clients' own address and headers are not used.</param>
    /// <param name="factory">The factory.</param>
    /// <param name="name">The clients' name in it.</param>
    /// <exception cref="ArgumentException">The options are not valid; it lists every error.</exception>
    public HttpClientTransport(KibanaOptions options, IHttpClientFactory factory, string name)
        : this(options, () => factory.CreateClient(name)) => ArgumentNullException.ThrowIfNull(factory);

    private HttpClientTransport(KibanaOptions options, Func<HttpClient> client)
    {
        _options = Checked(options);
        LeadsToANetwork = true;
        ThrowIfPinned(options);
        _send = (message, cancellationToken) => client().SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        _test = new FirstSendTest(options, _send);
    }

    internal HttpClientTransport(KibanaOptions options, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send)
    {
        _options = Checked(options);
        _send = send;
    }

    /// <summary>Requests leave this machine, as far as can be told.</summary>
    internal bool LeadsToANetwork { get; }

    /// <inheritdoc />
    public async ValueTask<TransportResponse> SendAsync(TransportRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        if (_test is { } test && request.Method != "GET")
            await test.RunAsync(cancellationToken).ConfigureAwait(false);
        if (_options.Credentials is not { } credentials)
            return await SendAsync(request, header: null, cancellationToken).ConfigureAwait(false);

        var header = await credentials.RevealAsync(cancellationToken).ConfigureAwait(false);
        var response = await SendAsync(request, header, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != 401 || !await credentials.RefreshAsync(header, cancellationToken).ConfigureAwait(false))
            return response;

        // What only reads is asked again; whether a send goes out again, the guards decide.
        return request.Method == "GET"
            ? await SendAsync(request, await credentials.RevealAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false)
            : response with { CredentialsRefreshed = true };
    }

    /// <summary>Closes the connections, where they are its own.</summary>
    public void Dispose() => _owned?.Dispose();

    private async ValueTask<TransportResponse> SendAsync(TransportRequest request, string? header, CancellationToken cancellationToken)
    {
        using var message = CreateMessage(request, header);

        // Network time is real time: a test clock that jumps must not cut a request off, so this timer has no TimeProvider.
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(_options.RequestTimeout);
        try
        {
            using var response = await _send(message, timeout.Token).ConfigureAwait(false);
            return new TransportResponse
            {
                StatusCode = (int)response.StatusCode,
                Headers = ReadHeaders(response),
                Body = request.BodyTarget is { } target && response.StatusCode == HttpStatusCode.OK && Fits(request, response.Content)
                    ? await CopyAsync(response.Content, target, timeout.Token).ConfigureAwait(false)
                    : await ResponseBody.ReadAsync(response.Content, request.MaxResponseBytes ?? _options.MaxResponseBytes, timeout.Token).ConfigureAwait(false),
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

    private static bool Fits(TransportRequest request, HttpContent content) =>
        request.BodyTargetType is not { } type || string.Equals(content.Headers.ContentType?.MediaType, type, StringComparison.OrdinalIgnoreCase);

    private static async ValueTask<ReadOnlyMemory<byte>> CopyAsync(HttpContent content, Stream target, CancellationToken cancellationToken)
    {
        await content.CopyToAsync(target, cancellationToken).ConfigureAwait(false);
        return default;
    }

    private HttpRequestMessage CreateMessage(TransportRequest request, string? header)
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

        if (header is not null)
            message.Headers.Add("Authorization", header);

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

    // The test needs a way to this machine's sockets; a server in memory has none, and nobody behind it whom a repeat could harm.
    private static bool LeadsToASocket(HttpMessageHandler handler)
    {
        while (handler is DelegatingHandler { InnerHandler: { } inner })
            handler = inner;
        return handler is SocketsHttpHandler or HttpClientHandler;
    }

    private static KibanaOptions Checked(KibanaOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.ThrowIfInvalid();
        return options;
    }

    private static void ThrowIfPinned(KibanaOptions options)
    {
        if (options.CertificateFingerprint is not null)
            throw new ArgumentException("CertificateFingerprint counts for the transport's own connections only; with a handler or client of yours, set the trust there.", nameof(options));
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
