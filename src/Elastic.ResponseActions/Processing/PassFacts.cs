namespace Elastic.ResponseActions.Processing;

/// <summary>What is known of the server and the hosts during one pass.</summary>
internal sealed record PassFacts
{
    public static PassFacts None { get; } = new();

    public PlanningFacts Planning { get; init; } = PlanningFacts.Unknown;

    /// <summary>By agent; one that Kibana could not be asked about is not in it.</summary>
    public IReadOnlyDictionary<EndpointId, EndpointFacts> Hosts { get; init; } = new Dictionary<EndpointId, EndpointFacts>();

    public IReadOnlyList<InfrastructureHost> Infrastructure { get; init; } = Dispatching.InfrastructureHosts.Own;

    public int? KnownHosts { get; init; }
}
