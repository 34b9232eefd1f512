using System.Text;
using Elastic.ResponseActions.Testing.Faults;
using Microsoft.AspNetCore.Http;

namespace Elastic.ResponseActions.Testing.Http;

/// <summary>One request off the wire; the rest of the fake knows no ASP.NET type but the header and query maps.</summary>
internal sealed class Call
{
    private const string SpacePrefix = "/s/";

    public Call(HttpRequest request)
    {
        var path = request.Path.Value is { Length: > 0 } sent ? sent : "/";
        (SpaceId, Path) = SplitSpace(path);
        Method = request.Method;
        Query = request.Query;
        QueryText = request.QueryString.Value ?? "";
        Headers = request.Headers;
        PathAsSent = path + QueryText;
    }

    public string Method { get; }

    /// <summary>The space of the path's prefix, else <c>default</c>.</summary>
    public string SpaceId { get; }

    /// <summary>The path without a space prefix.</summary>
    public string Path { get; }

    public string PathAsSent { get; }

    public IQueryCollection Query { get; }

    public string QueryText { get; }

    public IHeaderDictionary Headers { get; }

    /// <summary>The body; null where it was longer than the route takes.</summary>
    public byte[]? Body { get; private set; } = [];

    public string BodyText => Body is null ? "" : Encoding.UTF8.GetString(Body);

    /// <summary>The parts of a multipart body; null where the route takes none, or the body is none.</summary>
    public MultipartForm? Form { get; private set; }

    /// <summary>The route that the path leads to; null where there is none.</summary>
    public Route? Route { get; set; }

    /// <summary>The values of the route's <c>{parameters}</c>, in order.</summary>
    public IReadOnlyList<string> RouteValues { get; set; } = [];

    /// <summary>Whether as many of its route's requests as the server takes at a time were under way when it came.</summary>
    public bool IsOneTooMany { get; set; }

    /// <summary>Set by the first step of judging.</summary>
    public FakeUser? User { get; set; }

    /// <summary>How Kibana and the hosts misbehave for this request.</summary>
    public Misbehaviours Misbehaviours { get; set; } = Misbehaviours.None;

    /// <summary>Breaks it off while its body is read; null where nothing does.</summary>
    public FakeFaultEffect.CutUploadEffect? UploadFault { get; set; }

    /// <summary>The faults that hit it, in words; null where none did.</summary>
    public string? Faults { get; set; }

    /// <summary>The time of the fake's clock, the same all through one request.</summary>
    public DateTimeOffset Now { get; set; }

    public bool IsSafe => Method is "GET" or "HEAD" or "OPTIONS";

    /// <summary>The media type of the body, without its parameters.</summary>
    public string MediaType => Headers.ContentType.ToString().Split(';')[0].Trim();

    public async Task ReadBodyAsync(HttpRequest request, int limit, bool isForm, CancellationToken cancellationToken)
    {
        Body = await ReadBytesAsync(request, limit, cancellationToken).ConfigureAwait(false);
        if (isForm && Body is not null && MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            Form = await MultipartForm.ReadAsync(Headers.ContentType.ToString(), Body, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the first bytes of the body and no more.</summary>
    public async Task ReadPartAsync(HttpRequest request, int most, CancellationToken cancellationToken) =>
        Body = await ReadWholeAsync(request.Body, most, cancellationToken).ConfigureAwait(false);

    private static (string SpaceId, string Path) SplitSpace(string path)
    {
        if (!path.StartsWith(SpacePrefix, StringComparison.Ordinal))
            return ("default", path);
        var end = path.IndexOf('/', SpacePrefix.Length);
        return end <= SpacePrefix.Length ? ("default", path) : (path[SpacePrefix.Length..end], path[end..]);
    }

    private static async Task<byte[]?> ReadBytesAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
            return null;
        if (request.ContentLength == 0 || (request.ContentLength is null && request.Headers.TransferEncoding.Count == 0 && request.Method is "GET" or "HEAD"))
            return [];
        if (request.ContentLength is { } length)
            return await ReadWholeAsync(request.Body, (int)length, cancellationToken).ConfigureAwait(false);
        using var body = new MemoryStream();
        var buffer = new byte[8192];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            body.Write(buffer, 0, read);
            if (body.Length > limit)
                return null;
        }
        return body.ToArray();
    }

    // Grows with what comes: a length that is only said takes no memory.
    private static async Task<byte[]> ReadWholeAsync(Stream sent, int length, CancellationToken cancellationToken)
    {
        const int step = 64 * 1024;
        var body = new byte[Math.Min(length, step)];
        var filled = 0;
        int read;
        while (filled < length && (read = await sent.ReadAsync(body.AsMemory(filled), cancellationToken).ConfigureAwait(false)) > 0)
        {
            filled += read;
            if (filled == body.Length && filled < length)
                Array.Resize(ref body, (int)Math.Min(length, 2L * filled));
        }
        return filled == body.Length ? body : body[..filled];
    }
}
