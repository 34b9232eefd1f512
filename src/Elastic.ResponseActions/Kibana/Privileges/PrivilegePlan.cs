namespace Elastic.ResponseActions;

/// <summary>What is planned, so that <see cref="ResponseActionsClient.CheckPrivilegesAsync"/> knows what to ask for. Immutable.</summary>
public sealed record PrivilegePlan
{
    /// <summary>Commands that will be sent by request, as the pipeline and actions by hand do. Default: isolate, release, kill-process, suspend-process.</summary>
    public IReadOnlyList<ResponseActionCommand> Commands { get; init; } =
        [ResponseActionCommand.Isolate, ResponseActionCommand.Unisolate, ResponseActionCommand.KillProcess, ResponseActionCommand.SuspendProcess];

    /// <summary>Sent actions are followed to their end, which reads the action history. Default: true; without it nobody learns how an action ended.</summary>
    public bool ReadHistory { get; init; } = true;

    /// <summary>Hosts are looked up, as the guards do before every send. Default: true.</summary>
    public bool ReadEndpoints { get; init; } = true;

    /// <summary>Rules are read. Default: false.</summary>
    public bool ReadRules { get; init; }

    /// <summary>Rules are written; those with response actions need the privilege of each command in <see cref="Commands"/> too. Default: false.</summary>
    public bool WriteRules { get; init; }

    /// <summary>Alerts are searched, as the alert feed does. Default: false.</summary>
    public bool ReadAlerts { get; init; }

    /// <summary>Alerts are closed or tagged. Default: false.</summary>
    public bool WriteAlerts { get; init; }

    /// <summary>Kibana itself runs the response actions of rules, which takes an Enterprise licence whatever the command. Default: false.</summary>
    public bool AutomatedByKibana { get; init; }

    /// <summary>Everything that this library knows of.</summary>
    public static PrivilegePlan Everything { get; } = new()
    {
        Commands = [.. PrivilegeNeeds.Commands.Select(static need => need.Command!.Value)],
        ReadRules = true,
        WriteRules = true,
        ReadAlerts = true,
        WriteAlerts = true,
        AutomatedByKibana = true,
    };

    /// <summary>The rows of <see cref="PrivilegeNeeds"/> that the plan takes, each once.</summary>
    /// <exception cref="ArgumentException">The plan names commands that this library knows no privilege for; all of them.</exception>
    public IReadOnlyList<PrivilegeNeed> ToNeeds()
    {
        var unknown = Commands.Where(static command => PrivilegeNeeds.For(command) is null).Select(static command => $"`{command}`").ToList();
        if (unknown.Count > 0)
            throw new ArgumentException($"No privilege is known for {string.Join(", ", unknown)}. For `cancel` name the commands that it takes back. Nothing was sent.");

        List<PrivilegeNeed> needs = [PrivilegeNeeds.ReadSecurity, .. Commands.Distinct().Select(static command => PrivilegeNeeds.For(command)!)];
        if (ReadHistory)
            needs.Add(PrivilegeNeeds.ReadHistory);
        if (ReadEndpoints)
            needs.Add(PrivilegeNeeds.ReadEndpoints);
        if (ReadRules)
            needs.Add(PrivilegeNeeds.ReadRules);
        if (WriteRules)
            needs.Add(PrivilegeNeeds.WriteRules);
        if (ReadAlerts)
            needs.Add(PrivilegeNeeds.ReadAlerts);
        if (WriteAlerts)
            needs.Add(PrivilegeNeeds.WriteAlerts);
        return needs;
    }

    /// <summary>What is planned.</summary>
    public override string ToString() => string.Join(", ", ToNeeds().Select(static need => need.Name));
}
