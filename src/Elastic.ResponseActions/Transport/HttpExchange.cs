using System.Collections.Frozen;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Elastic.ResponseActions.Kibana;

namespace Elastic.ResponseActions.Transport;

/// <summary>One request out, one whole answer back, and what is known where there is none. Thread-safe.</summary>
internal sealed class HttpExchange(KibanaOptions options, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send)
{
    private static readonly FrozenSet<string> ReservedHeaders =
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "Authorization", "Connection", "Cookie", "Expect", "Host", "Transfer-Encoding");

    private readonly RouteAddresses _addresses = new(options.Address);
    private readonly RequestTimeouts _timeouts = new(options.RequestTimeout);
    private volatile KnownAuthorization? _known;

    // Awaited once, right where it is called, so its memory may serve the next call.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<TransportResponse> SendAsync(TransportRequest request, string? authorization, CancellationToken cancellationToken)
    {
        using var message = CreateMessage(request, authorization);
        using var timeout = _timeouts.Begin(cancellationToken);
        try
        {
            using var response = await send(message, timeout.Token).ConfigureAwait(false);
            return new TransportResponse
            {
                StatusCode = (int)response.StatusCode,
                Headers = ReadHeaders(response),
                Body = request.BodyTarget is { } target && response.StatusCode == HttpStatusCode.OK && Fits(request, response.Content)
                    ? await CopyAsync(response.Content, target, timeout.Token).ConfigureAwait(false)
                    : await ResponseBody.ReadAsync(response.Content, request.MaxResponseBytes ?? options.MaxResponseBytes, timeout.Token).ConfigureAwait(false),
            };
        }
        catch (OperationCanceledException cause) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed(request, message, $"no whole answer within {options.RequestTimeout.TotalSeconds:0.###} s.", cause);
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

    private HttpRequestMessage CreateMessage(TransportRequest request, string? authorization)
    {
        var message = new HttpRequestMessage(HttpMethod.Parse(request.Method), _addresses.Of(request))
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

        for (var i = 0; i < request.Headers.Count; i++)
        {
            var (name, value) = request.Headers[i];
            if (ReservedHeaders.Contains(name))
                throw new ArgumentException($"The header `{name}` belongs to the transport and cannot be set by a request.", nameof(request));

            message.Headers.Add(name, value);
        }

        if (authorization is not null)
            message.Headers.Authorization = Parsed(authorization);

        return message;
    }

    // The same header goes with nearly every request; it is parsed when it changes.
    private AuthenticationHeaderValue Parsed(string authorization)
    {
        if (_known is not { } known || !ReferenceEquals(known.Header, authorization))
            _known = known = new KnownAuthorization(authorization, AuthenticationHeaderValue.Parse(authorization));
        return known.Value;
    }

    private TransportException Failed(TransportRequest request, HttpRequestMessage message, string what, Exception cause)
    {
        var mayHaveArrived = message.Content is OneShotContent { HandedOver: true };
        var told = mayHaveArrived ? "The request may have arrived." : "Nothing was sent.";

        // An exception of the HTTP stack may quote what the server sent, and a server may send the key back.
        var quotesTheKey = options.Credentials?.IsIn(cause.ToString()) == true;
        var shown = VisibleText.Of(quotesTheKey ? "the answer cannot be read." : what);
        return new TransportException($"{request} failed: {shown} {told}", mayHaveArrived, quotesTheKey ? null : cause);
    }

    private static List<KeyValuePair<string, string>> ReadHeaders(HttpResponseMessage response)
    {
        var (ofAnswer, ofBody) = (response.Headers.NonValidated, response.Content.Headers.NonValidated);
        List<KeyValuePair<string, string>> headers = new(ofAnswer.Count + ofBody.Count);
        Add(headers, ofAnswer);
        Add(headers, ofBody);
        return headers;
    }

    private static void Add(List<KeyValuePair<string, string>> headers, HttpHeadersNonValidated more)
    {
        foreach (var header in more)
        {
            foreach (var value in header.Value)
                headers.Add(new(header.Key, value));
        }
    }

    // No record: it would print itself.
    private sealed class KnownAuthorization(string header, AuthenticationHeaderValue value)
    {
        public string Header => header;

        public AuthenticationHeaderValue Value => value;
    }
}
