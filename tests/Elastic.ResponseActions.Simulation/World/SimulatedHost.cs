namespace Elastic.ResponseActions.Simulation.World;

/// <summary>One machine with Elastic Defend on it.</summary>
internal sealed class SimulatedHost(int number)
{
    public int Number => number;

    public string AgentId { get; } = $"agent-{number}";

    public string HostId { get; } = $"host-{number}";

    public string Name { get; } = $"web-{number:00}";

    public bool IsOnline { get; set; } = true;

    public bool IsIsolated { get; set; }

    /// <summary>When it was last isolated and last released, by whomever.</summary>
    public DateTimeOffset? IsolatedAt { get; set; }

    public DateTimeOffset? ReleasedAt { get; set; }

    public HashSet<string> Processes { get; } = [];
}
