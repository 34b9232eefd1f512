using System.Text.Json;
using Elastic.ResponseActions.Simulation.World;

namespace Elastic.ResponseActions.Simulation;

/// <summary>What runs are made of: policies, and the actions that rules and people ask for.</summary>
internal static class Scenario
{
    private const int ByPid = 9;

    /// <summary>How long isolations by rules last in the runs that release them.</summary>
    public static TimeSpan LeaseTime { get; } = TimeSpan.FromMinutes(40);

    public static ResponsePolicy Policy(Random random, Twin twin, bool hasLeases, bool hasApprovals)
    {
        var policy = ResponsePolicy.Default with { DefaultMode = ActionMode.Enforce, AllowPid = true, Approval = new ApprovalPolicy { Classes = [], FirstOfRule = false } };
        if (hasLeases)
            policy = policy with { AutoRelease = new AutoReleasePolicy { After = LeaseTime, Reminder = LeaseTime / 2 } };
        if (hasApprovals)
            policy = policy with { Approval = policy.Approval with { Hosts = ["web-00", "web-01", "web-02"] } };
        if (twin == Twin.NoDedupKey)
            policy = policy with { CoolDown = new CoolDownPolicy { Isolate = TimeSpan.Zero, Process = TimeSpan.Zero } };
        if (twin == Twin.NoDeadline)
            policy = policy with { Deadline = new DeadlinePolicy { Isolate = TimeSpan.FromDays(9), ProcessEntity = TimeSpan.FromDays(9), ProcessPid = TimeSpan.FromDays(9) }, MaxAge = new MaxAgePolicy { Isolate = TimeSpan.FromDays(9), ProcessEntity = TimeSpan.FromDays(9), ProcessPid = TimeSpan.FromDays(9) } };

        // Half of the runs have room enough for all, so that more than caps is seen.
        return random.Next(2) == 0 ? policy : policy with { Caps = Wide() };
    }

    private static CapPolicy Wide()
    {
        var many = CapPolicy.Default.PerRule.ToDictionary(static c => c.Key, static IReadOnlyList<Cap> (_) => [new Cap(1000, TimeSpan.FromHours(1))]);
        return CapPolicy.Default with { PerRule = many, Overall = many, IsolatedAtOnce = 1000, RuleHosts = new RuleHostsCap(1000, 0, TimeSpan.FromHours(1)), SameProcess = new Cap(1000, TimeSpan.FromHours(1)) };
    }

    public static PlannedAction ByHand(SimulatedHost host, int cause, ResponseActionCommand command) => new()
    {
        Command = command,
        Target = new EndpointId(host.AgentId),
        AgentIds = [new EndpointId(host.AgentId)],
        RequestId = $"hand-{cause}",
    };

    /// <summary>How the process is named that an action of this kind is about.</summary>
    public static string Process(int cause, int kind) => kind == ByPid ? $"{4 * (cause + 100)}" : $"e-{cause}";

    /// <param name="host">The host whose agent id the alert bears.</param>
    /// <param name="cause">The alert's number.</param>
    /// <param name="kind">What the rule asks for, from 1 to 9.</param>
    /// <param name="isOfClone">Two machines share the agent id, and the alert is of the one that Kibana does not know.</param>
    /// <param name="eventTime">When it happened.</param>
    public static PlannedAction ByRule(SimulatedHost host, int cause, int kind, bool isOfClone, DateTimeOffset eventTime)
    {
        var (command, parameter) = kind switch
        {
            < 6 => (ResponseActionCommand.Isolate, null),
            6 or 7 => (ResponseActionCommand.KillProcess, "entity_id"),
            8 => (ResponseActionCommand.SuspendProcess, "entity_id"),
            _ => (ResponseActionCommand.KillProcess, "pid"),
        };
        var process = Process(cause, kind);
        var seenAs = isOfClone ? "-clone" : "";
        return new PlannedAction
        {
            Command = command,
            Target = new EndpointId(host.AgentId),
            AgentIds = [new EndpointId(host.AgentId)],
            ParameterName = parameter,
            ParameterValue = parameter is null ? null : JsonElement.Parse(parameter == "pid" ? process : $"\"{process}\""),
            AlertIds = [$"alert-{cause}"],
            Evidence = [new AlertEvidence { AlertId = $"alert-{cause}", AgentType = AgentType.Endpoint, HostId = host.HostId + seenAs, HostName = host.Name + seenAs, HostOsType = "linux", ProcessName = $"evil-{cause}" }],
            RuleId = $"rule-{cause % 2}",
            EventTime = eventTime,
        };
    }
}
