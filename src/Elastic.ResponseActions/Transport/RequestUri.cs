using System.Text;

namespace Elastic.ResponseActions.Transport;

/// <summary>Joins Kibana's address and a request's path, and proves that the result is the path that was meant.</summary>
internal static class RequestUri
{
    public static Uri Build(Uri address, TransportRequest request)
    {
        var basePath = address.AbsolutePath.TrimEnd('/');
        if (!request.Path.StartsWith('/'))
            throw new ArgumentException($"The path `{request.Path}` does not start with `/`.", nameof(request));

        var text = new StringBuilder()
            .Append(address.GetLeftPart(UriPartial.Authority)).Append(basePath).Append(request.Path);
        var separator = '?';
        foreach (var (name, value) in request.Query)
        {
            text.Append(separator).Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }

        var uri = new Uri(text.ToString(), UriKind.Absolute);

        // `Uri` collapses `..` and ends a path at `?` or `#`. Whatever it changed was not meant.
        if (uri.AbsolutePath != basePath + request.Path || uri.Authority != address.Authority || uri.Scheme != address.Scheme || uri.Fragment.Length > 0)
            throw new ArgumentException($"The path `{request.Path}` would become `{uri.AbsolutePath}`. Nothing was sent.", nameof(request));

        return uri;
    }
}
