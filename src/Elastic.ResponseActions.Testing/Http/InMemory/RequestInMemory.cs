using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Elastic.ResponseActions.Testing.Http.InMemory;

/// <summary>A client's request as a server would have read it off the wire.</summary>
internal static class RequestInMemory
{
    /// <summary>Null where the path is one that the server on loopback refuses as no HTTP: it has a zero byte.</summary>
    public static HttpRequestFeature? Read(HttpRequestMessage sent, Stream body)
    {
        var address = sent.RequestUri!;
        if (address.AbsolutePath.Contains("%00", StringComparison.Ordinal))
            return null;
        var request = new HttpRequestFeature
        {
            Method = sent.Method.Method,
            Scheme = address.Scheme,
            Protocol = "HTTP/1.1",
            RawTarget = address.PathAndQuery,
            Path = PathString.FromUriComponent(address.AbsolutePath).Value!,
            QueryString = address.Query,
            Body = body,
        };
        foreach (var header in sent.Headers.NonValidated)
            request.Headers[header.Key] = header.Value.ToString();
        if (!request.Headers.ContainsKey("Host"))
            request.Headers.Host = address.Authority;
        if (sent.Content is { } content)
            AddContentHeaders(request.Headers, content);
        return request;
    }

    private static void AddContentHeaders(IHeaderDictionary headers, HttpContent content)
    {
        if (content.Headers.ContentLength is null)
            headers.TransferEncoding = "chunked";
        foreach (var header in content.Headers.NonValidated)
            headers[header.Key] = header.Value.ToString();
    }
}
