using System.Collections;
using Elastic.ResponseActions.Testing.Texts;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing;

/// <summary>The hosts of a fake, found by agent id or by host name. Thread-safe; enumerates a snapshot.</summary>
public sealed class FakeEndpointCollection : IReadOnlyCollection<FakeEndpoint>
{
    private readonly FakeWorld _world;

    internal FakeEndpointCollection(FakeWorld world) => _world = world;

    /// <summary>How many hosts there are, those without Elastic Defend included.</summary>
    public int Count => _world.Read(_ => _world.Endpoints.Count);

    /// <summary>The host with this agent id, else the one with this host name.</summary>
    /// <param name="agentIdOrName">An agent id or a host name, exactly as given.</param>
    /// <exception cref="KeyNotFoundException">There is none, or several hosts have the name; the text lists what there is.</exception>
    public FakeEndpoint this[string agentIdOrName]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(agentIdOrName);
            if (Find(agentIdOrName) is { } endpoint)
                return endpoint;
            FakeEndpoint[] named = [.. this.Where(e => e.Name == agentIdOrName)];
            return named.Length switch
            {
                1 => named[0],
                0 => throw new KeyNotFoundException(Explanations.NoEndpoint(agentIdOrName, this)),
                _ => throw new KeyNotFoundException($"FakeKibana has {named.Length} hosts named '{agentIdOrName}'; use the agent id: {string.Join(", ", named.Select(e => $"'{e.AgentId}'"))}."),
            };
        }
    }

    /// <summary>The host with this agent id; null where there is none.</summary>
    /// <param name="agentId">The agent id, exactly as given.</param>
    public FakeEndpoint? Find(string agentId) => _world.Read(_ => _world.Endpoints.Find(agentId));

    /// <summary>Takes a host out of the world. Its actions stay, and it never answers those it has not answered.</summary>
    /// <param name="agentId">The agent id.</param>
    /// <returns>False where there was none.</returns>
    public bool Remove(string agentId)
    {
        var removed = false;
        _world.Write(_ => removed = _world.Endpoints.Remove(agentId));
        return removed;
    }

    /// <inheritdoc />
    public IEnumerator<FakeEndpoint> GetEnumerator() =>
        _world.Read(_ => (IReadOnlyList<FakeEndpoint>)[.. _world.Endpoints.InOrder]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
