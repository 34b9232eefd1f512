namespace Elastic.ResponseActions.Tool.Responding;

/// <summary>The way to the Elasticsearch behind a Kibana, with the same key.</summary>
internal static class ElasticsearchTransport
{
    /// <summary>Null where no address is given.</summary>
    /// <exception cref="BadInputException">The address cannot be used.</exception>
    public static HttpClientTransport? Find(KibanaOptions kibana, string? address)
    {
        if (address is null)
            return null;

        var options = kibana with { Address = Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri : throw new BadInputException($"--elasticsearch: `{address}` is no address.") };
        return options.Validate() is { Count: > 0 } errors ? throw new BadInputException([.. errors.Select(error => $"--elasticsearch: {error}")]) : new HttpClientTransport(options);
    }
}
