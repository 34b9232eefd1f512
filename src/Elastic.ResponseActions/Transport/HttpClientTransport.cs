using Elastic.ResponseActions.Transport;

namespace Elastic.ResponseActions;

/// <summary>
/// Calls Kibana over HTTP with a socket handler of its own: no redirects, no cookies, no proxy unless set, no repeats.
/// Thread-safe; keep one per Kibana and dispose it at the end.
/// </summary>
public sealed class HttpClientTransport : IResponseActionTransport, IDisposable
{
    private readonly KibanaOptions _options;
    private readonly Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> _send;
    private readonly HttpExchange _exchange;
    private readonly HttpMessageInvoker? _owned;
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
        _owned = new HttpMessageInvoker(handler ?? ConnectionSettings.CreateHandler(options), disposeHandler: true);
        _send = _owned.SendAsync;
        _exchange = new HttpExchange(options, _send);
        if (handler is null)
        {
            ForSelfTest = CreateForSelfTest;
        }
        else
        {
            ThrowIfPinned(options);
            ForSelfTest = LeadsToASocket(handler) ? CreateForSelfTest : null;
            _test = ForSelfTest is { } create ? new FirstSendTest(create) : null;
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
        _exchange = new HttpExchange(options, _send);
        ForSelfTest = CreateForSelfTest;
        _test = new FirstSendTest(ForSelfTest);
    }

    private HttpClientTransport(KibanaOptions options, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send)
    {
        _options = options;
        _send = send;
        _exchange = new HttpExchange(options, send);
    }

    /// <summary>Requests leave this machine, as far as can be told.</summary>
    internal bool LeadsToANetwork { get; }

    /// <inheritdoc />
    public Func<Uri, IResponseActionTransport>? ForSelfTest { get; }

    /// <inheritdoc />
    public async ValueTask<TransportResponse> SendAsync(TransportRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        if (_test is { } test && request.Method != "GET")
            await test.RunAsync(cancellationToken).ConfigureAwait(false);
        if (_options.Credentials is not { } credentials)
            return await _exchange.SendAsync(request, authorization: null, cancellationToken).ConfigureAwait(false);

        var header = await credentials.RevealAsync(cancellationToken).ConfigureAwait(false);
        var response = await _exchange.SendAsync(request, header, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != 401 || !await credentials.RefreshAsync(header, cancellationToken).ConfigureAwait(false))
            return response;

        // What only reads is asked again; whether a send goes out again, the guards decide.
        return request.Method == "GET"
            ? await _exchange.SendAsync(request, await credentials.RevealAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false)
            : response with { CredentialsRefreshed = true };
    }

    /// <summary>Closes the connections, where they are its own.</summary>
    public void Dispose() => _owned?.Dispose();

    // The key stays at home: the test is about repeats, and what it talks to is any process of this machine.
    private HttpClientTransport CreateForSelfTest(Uri address) =>
        new(_options with { Address = address, Credentials = null, RequestTimeout = TransportSelfTest.Patience }, _send);

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
}
