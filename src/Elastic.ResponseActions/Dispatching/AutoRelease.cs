namespace Elastic.ResponseActions.Dispatching;

/// <summary>The release that takes an isolation back. Its key is that of isolation and time: renewed leases end in another one, and no restart makes a second.</summary>
internal static class AutoRelease
{
    public static PlannedAction Of(LedgerEntry isolation, DateTimeOffset due) => new()
    {
        Command = ResponseActionCommand.Unisolate,
        Target = isolation.Action.Target,
        AgentIds = [isolation.Action.Target],
        HostName = isolation.Action.HostName,

        // What the alerts said of the host: it still has to be that one.
        Evidence = isolation.Action.Evidence,
        SpaceId = isolation.Action.SpaceId,
        Reason = $"the lease of the isolation by rule '{isolation.Action.RuleId}' ended at {due:O}",
        RequestId = $"release of {isolation.Key} due {due.UtcDateTime:O}",
        ReleaseOf = isolation.Key,
    };
}
