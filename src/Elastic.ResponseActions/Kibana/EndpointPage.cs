namespace Elastic.ResponseActions;

/// <summary>One page of endpoints. Immutable.</summary>
public sealed record EndpointPage
{
    /// <summary>The endpoints of this page.</summary>
    public IReadOnlyList<EndpointMetadata> Endpoints { get; init; } = [];

    /// <summary>How many endpoints fit the query, over all pages.</summary>
    public long Total { get; init; }

    /// <summary>How many are here, and of how many.</summary>
    public override string ToString() => $"{Endpoints.Count} of {Total} endpoints";
}
