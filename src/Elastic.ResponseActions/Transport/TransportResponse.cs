using System.Diagnostics.CodeAnalysis;

namespace Elastic.ResponseActions;

/// <summary>Kibana's whole answer to one request. Immutable.</summary>
public sealed record TransportResponse
{
    /// <summary>The HTTP status.</summary>
    public required int StatusCode { get; init; }

    /// <summary>The headers; a name may occur more than once.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The body's bytes.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Kibana refused the credentials (401), and others are in use since. What was proven not executed may be asked again.</summary>
    public bool CredentialsRefreshed { get; init; }

    /// <summary>Finds the first value of a header, whatever the case of its name.</summary>
    /// <param name="name">The header's name.</param>
    /// <param name="value">Its first value.</param>
    public bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        foreach (var header in Headers)
        {
            if (!header.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
                continue;

            value = header.Value;
            return true;
        }

        value = null;
        return false;
    }

    /// <summary>Status and size; never the body.</summary>
    public override string ToString() => $"{StatusCode} ({Body.Length} bytes)";
}
