namespace Elastic.ResponseActions;

/// <summary>The product that protects a host; mirrors <c>agent.type</c>. Open: any name is kept. Automated actions reach <see cref="Endpoint"/> only.</summary>
/// <param name="Name">The name on the wire, for example <c>endpoint</c>.</param>
public readonly record struct AgentType(string Name)
{
    /// <summary>Elastic Defend (<c>endpoint</c>).</summary>
    public static AgentType Endpoint { get; } = new("endpoint");

    /// <summary>SentinelOne (<c>sentinel_one</c>).</summary>
    public static AgentType SentinelOne { get; } = new("sentinel_one");

    /// <summary>CrowdStrike (<c>crowdstrike</c>).</summary>
    public static AgentType CrowdStrike { get; } = new("crowdstrike");

    /// <summary>Microsoft Defender for Endpoint (<c>microsoft_defender_endpoint</c>).</summary>
    public static AgentType MicrosoftDefenderEndpoint { get; } = new("microsoft_defender_endpoint");

    /// <inheritdoc />
    public override string ToString() => Name ?? "";
}
