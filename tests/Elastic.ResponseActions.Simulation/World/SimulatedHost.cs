namespace Elastic.ResponseActions.Simulation.World;

/// <summary>One machine with Elastic Defend on it.</summary>
internal sealed class SimulatedHost(int number)
{
    public int Number => number;

    public string AgentId { get; } = $"agent-{number}";

    public string HostId { get; } = $"host-{number}";

    public string Name { get; } = $"web-{number:00}";

    public bool IsOnline { get; set; } = true;

    public bool IsIsolated { get; private set; }

    /// <summary>Every time somebody cut it off or let it back.</summary>
    public List<(DateTimeOffset At, bool IsIsolated)> Changes { get; } = [];

    public void Isolate(bool isolate, DateTimeOffset at)
    {
        IsIsolated = isolate;
        Changes.Add((at, isolate));
    }

    /// <summary>Whether it was so at this time or at any later one.</summary>
    public bool WasSince(DateTimeOffset at, bool isolated) =>
        Changes.LastOrDefault(c => c.At <= at).IsIsolated == isolated || Changes.Exists(c => c.At > at && c.IsIsolated == isolated);

    public HashSet<string> Processes { get; } = [];
}
