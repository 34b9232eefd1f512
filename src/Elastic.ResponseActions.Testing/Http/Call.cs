using System.Text;
using Microsoft.AspNetCore.Http;

namespace Elastic.ResponseActions.Testing.Http;

/// <summary>One request, read whole and off the wire; the rest of the fake knows no ASP.NET type but the header and query maps.</summary>
internal sealed class Call
{
    private const string SpacePrefix = "/s/";

    private Call(HttpRequest request, string spaceId, string path)
    {
        Method = request.Method;
        SpaceId = spaceId;
        Path = path;
        Query = request.Query;
        QueryText = request.QueryString.Value ?? "";
        Headers = request.Headers;
        PathAsSent = (request.Path.Value ?? "/") + QueryText;
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

    /// <summary>The body; null where it was longer than Kibana takes.</summary>
    public byte[]? Body { get; private init; }

    public string BodyText => Body is null ? "" : Encoding.UTF8.GetString(Body);

    /// <summary>Set by the first step of judging.</summary>
    public FakeUser? User { get; set; }

    /// <summary>The values of the route's <c>{parameters}</c>, in order.</summary>
    public IReadOnlyList<string> RouteValues { get; set; } = [];

    /// <summary>The time of the fake's clock, the same all through one request.</summary>
    public DateTimeOffset Now { get; set; }

    public bool IsSafe => Method is "GET" or "HEAD" or "OPTIONS";

    public static async Task<Call> ReadAsync(HttpRequest request, int bodyLimit, CancellationToken cancellationToken)
    {
        var (spaceId, path) = SplitSpace(request.Path.Value ?? "/");
        return new Call(request, spaceId, path) { Body = await ReadBodyAsync(request, bodyLimit, cancellationToken).ConfigureAwait(false) };
    }

    private static (string SpaceId, string Path) SplitSpace(string path)
    {
        if (!path.StartsWith(SpacePrefix, StringComparison.Ordinal))
            return ("default", path);
        var end = path.IndexOf('/', SpacePrefix.Length);
        return end <= SpacePrefix.Length ? ("default", path) : (path[SpacePrefix.Length..end], path[end..]);
    }

    private static async Task<byte[]?> ReadBodyAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
            return null;
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
}
