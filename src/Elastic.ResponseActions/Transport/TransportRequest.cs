namespace Elastic.ResponseActions;

/// <summary>One request to Kibana, without address and without credentials. Immutable.</summary>
public sealed record TransportRequest
{
    /// <summary>The HTTP method in capitals, e.g. <c>POST</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The path from Kibana's root, the space's prefix included: <c>/s/ops/api/endpoint/action/isolate</c>. Only characters that need no escaping.</summary>
    public required string Path { get; init; }

    /// <summary>The query's names and values, unescaped; a name may occur more than once.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = [];

    /// <summary>Headers beside those of the credentials, the connection and the body.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>What the body is. Default: JSON.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>The body. Without <see cref="StreamedBody"/> it is never empty where the method is not GET: an HTTP stack may repeat a POST without a body.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>A body that is written piece by piece, in place of <see cref="Body"/>. Null: none.</summary>
    public StreamedBody? StreamedBody { get; init; }

    /// <summary>
    /// Where the body of an answer with status 200 is written, piece by piece; the answer's own <see cref="TransportResponse.Body"/> is then
    /// empty. It limits its own size. A transport that cannot do this leaves it and gives the body whole. Null: the body is given whole.
    /// </summary>
    public Stream? BodyTarget { get; init; }

    /// <summary>The media type that <see cref="BodyTarget"/> takes, such as <c>application/octet-stream</c>; an answer of another one, a log-in page say, is given whole. Null: any.</summary>
    public string? BodyTargetType { get; init; }

    /// <summary>The largest answer taken whole, in bytes, where it is known to be another than usual. Null: <see cref="KibanaOptions.MaxResponseBytes"/>.</summary>
    public int? MaxResponseBytes { get; init; }

    /// <summary>Method and path; neither query nor body.</summary>
    public override string ToString() => $"{Method} {Path}";
}
