using System.Text.Json;
using Elastic.ResponseActions.Kibana.Versions;
using Elastic.ResponseActions.Transport;
using Polly;

namespace Elastic.ResponseActions.Kibana;

/// <summary>Turns a route into a request with Kibana's headers and space, and reads the JSON of the answer.</summary>
internal sealed class KibanaConnection
{
    private static readonly KeyValuePair<string, string> ApiVersion = new("elastic-api-version", "2023-10-31");
    private static readonly KeyValuePair<string, string> Xsrf = new("kbn-xsrf", "elastic-response-actions");
    private static readonly KeyValuePair<string, string>[] ReadHeaders = [ApiVersion];
    private static readonly KeyValuePair<string, string>[] SendHeaders = [ApiVersion, Xsrf];

    private readonly IResponseActionTransport _transport;
    private readonly FirstSendTest? _test;
    private readonly ResiliencePipeline<TransportResponse> _readRetry;
    private readonly RetryBudget _budget;
    private readonly string _spacePrefix;

    public KibanaConnection(IResponseActionTransport transport, KibanaOptions options, TimeProvider time)
    {
        _transport = transport;
        _test = FirstSendTest.Of(transport);
        Options = options;
        Time = time;
        _budget = RetryBudget.Of(transport);
        _readRetry = ReadRetry.Create(options, _budget, time);
        _spacePrefix = options.SpaceId == "default" ? "" : "/s/" + options.SpaceId;
        Server = new ServerOnce(this);
    }

    public KibanaOptions Options { get; }

    public TimeProvider Time { get; }

    public ServerOnce Server { get; }

    public TransportRequest Get(string path, IReadOnlyList<KeyValuePair<string, string>>? query = null) =>
        new() { Method = "GET", Path = _spacePrefix + path, Query = query ?? [], Headers = ReadHeaders };

    public TransportRequest Post(string path, ReadOnlyMemory<byte> body) =>
        new() { Method = "POST", Path = _spacePrefix + path, Headers = SendHeaders, Body = body };

    public TransportRequest PostForm(string path, string contentType, StreamedBody body, IReadOnlyList<KeyValuePair<string, string>>? query = null) =>
        new() { Method = "POST", Path = _spacePrefix + path, Query = query ?? [], Headers = SendHeaders, ContentType = contentType, StreamedBody = body };

    /// <summary>A request with a body of any method; the body of a method that needs none is <c>{}</c>, since a transport takes no empty one.</summary>
    public TransportRequest Send(string method, string path, ReadOnlyMemory<byte> body, IReadOnlyList<KeyValuePair<string, string>>? query = null) =>
        new() { Method = method, Path = _spacePrefix + path, Query = query ?? [], Headers = SendHeaders, Body = body };

    /// <summary>Reads into a sink an answer of one media type; one of another is none. Tried again only as long as the sink has taken nothing.</summary>
    public async ValueTask<TransportResponse> DownloadAsync(TransportRequest request, DownloadSink sink, string mediaType, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _budget.CountRead();
        request = request with { BodyTarget = sink, BodyTargetType = mediaType };
        return await _readRetry.ExecuteAsync(
            static async (state, token) =>
            {
                var (kibana, request, sink) = state;
                try
                {
                    var response = await kibana._transport.SendAsync(request, token).ConfigureAwait(false);
                    if (response.StatusCode != 200)
                        return response;
                    if (!KibanaJson.IsOf(response, request.BodyTargetType!))
                        throw kibana.NotUnderstood(request, response, $"not with {request.BodyTargetType}");

                    if (!sink.IsSpent)
                        await sink.WriteAsync(response.Body, token).ConfigureAwait(false);
                    return response;
                }
                catch (Exception cause) when (cause is not OperationCanceledException && sink.IsSpent)
                {
                    throw new FileDownloadException($"{request} broke off after {sink.Written} bytes had been written: {(sink.Refusal is { } why ? $"{why}." : cause.Message)}", sink.Written, cause);
                }
            },
            (this, request, sink),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads; tried again where it failed in passing. Any status comes back.</summary>
    public ValueTask<TransportResponse> ReadAsync(TransportRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _budget.CountRead();
        return _readRetry.ExecuteAsync(
            static (state, token) => state._transport.SendAsync(state.request, token),
            (_transport, request),
            cancellationToken);
    }

    /// <summary>Sends once, over a transport that is known not to send twice. Any status comes back; what it means is the dispatcher's affair.</summary>
    public ValueTask<TransportResponse> SendOnceAsync(TransportRequest request, CancellationToken cancellationToken)
    {
        // A transport of the caller's own need not look before it sends.
        cancellationToken.ThrowIfCancellationRequested();
        return _test is null ? _transport.SendAsync(request, cancellationToken) : SendTestedAsync(_test, request, cancellationToken);
    }

    private async ValueTask<TransportResponse> SendTestedAsync(FirstSendTest test, TransportRequest request, CancellationToken cancellationToken)
    {
        await test.RunAsync(cancellationToken).ConfigureAwait(false);
        return await _transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The answer's JSON object.</summary>
    /// <exception cref="ResponseActionsException">The answer is no strict JSON object.</exception>
    public JsonElement ReadObject(TransportRequest request, TransportResponse response)
    {
        if (!KibanaJson.IsJson(response))
            throw NotUnderstood(request, response, "not with JSON");

        try
        {
            using var document = KibanaJson.Parse(response.Body);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document.RootElement.Clone();
        }
        catch (JsonException cause)
        {
            throw NotUnderstood(request, response, "its JSON cannot be read", cause);
        }

        throw NotUnderstood(request, response, "its JSON is not an object");
    }

    public ResponseActionsException Refused(TransportRequest request, TransportResponse response) =>
        ResponseActionsException.Refused(request, response, Options.Credentials);

    public ResponseActionsException NotUnderstood(TransportRequest request, TransportResponse response, string what, Exception? cause = null)
    {
        // What a reader says of an answer may quote it, and an answer may hold the key.
        var quotesTheKey = cause is not null && Options.Credentials?.IsIn(cause.ToString()) == true;
        return ResponseActionsException.NotUnderstood(request, response, Options.Credentials, Conceal(what), quotesTheKey ? null : cause);
    }

    /// <summary>A text of the server, without the credentials it may send back.</summary>
    public string Conceal(string text) => Options.Credentials?.Conceal(text) ?? text;
}
