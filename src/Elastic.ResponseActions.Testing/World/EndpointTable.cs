namespace Elastic.ResponseActions.Testing.World;

/// <summary>Hosts by agent id, in the order they were added.</summary>
internal sealed class EndpointTable
{
    private readonly OrderedDictionary<string, FakeEndpoint> _byAgentId = [];

    public int Count => _byAgentId.Count;

    public IEnumerable<FakeEndpoint> InOrder => _byAgentId.Values;

    public FakeEndpoint? Find(string agentId) => _byAgentId.GetValueOrDefault(agentId);

    /// <summary>The host as the endpoint API knows it: only where Elastic Defend runs.</summary>
    public FakeEndpoint? FindWithMetadata(string agentId) => Find(agentId) is { HasDefend: true } endpoint && endpoint.AgentType == AgentType.Endpoint ? endpoint : null;

    public bool Add(FakeEndpoint endpoint) => _byAgentId.TryAdd(endpoint.AgentId, endpoint);

    public bool Remove(string agentId)
    {
        // An answer under way must not be given by a host that is gone.
        if (Find(agentId) is { IsOnline: true } endpoint)
            endpoint.GoOffline();
        return _byAgentId.Remove(agentId);
    }
}
