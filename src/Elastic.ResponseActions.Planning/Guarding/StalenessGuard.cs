namespace Elastic.ResponseActions.Guarding;

/// <summary>
/// Stops actions whose deadline is over, and actions on old events: the process is another one by now, the host may long be clean.
/// Old isolations wait for a person; old process actions are refused.
/// </summary>
internal static class StalenessGuard
{
    private static readonly TimeSpan MaxFuture = TimeSpan.FromMinutes(5);

    public static GuardFinding Check(GuardCase guarded)
    {
        var action = guarded.Action;
        if (guarded.Facts.NotAfter is { } deadline && guarded.Facts.Now > deadline)
        {
            return GuardFinding.Refuse($"its time ran out: it had to be sent by {deadline:O}.");
        }

        if (action.IsByHand || action.IsAutoRelease)
        {
            return GuardFinding.Pass(action.IsByHand ? "asked for by hand, now." : "it takes an isolation back; no event is meant.");
        }

        if (action.EventTime is not { } time)
        {
            return GuardFinding.Refuse("no alert has a readable `@timestamp`, so its age is not known.");
        }

        var age = guarded.Facts.Now - time;
        if (age < -MaxFuture)
        {
            return GuardFinding.Refuse($"the event is from the future: {time:O}, and it is {guarded.Facts.Now:O}. Check the clocks.");
        }

        var (limit, key) = Limit(guarded);
        if (age <= limit)
        {
            return GuardFinding.Pass($"the event is young enough (`max_age.{key}` {DurationText.Write(limit)}).");
        }

        var reason = $"the event is from {time:O}, older than `max_age.{key}` ({DurationText.Write(limit)}).";
        return action.Command == ResponseActionCommand.Isolate ? GuardFinding.Hold(reason) : GuardFinding.Refuse(reason);
    }

    private static (TimeSpan Limit, string Key) Limit(GuardCase guarded)
    {
        var policy = guarded.Policy.MaxAge;
        return guarded switch
        {
            { Action.Command: var command } when command == ResponseActionCommand.Isolate => (policy.Isolate, "isolate"),
            { IsByPid: true } => (policy.ProcessPid, "process_pid"),
            _ => (policy.ProcessEntity, "process_entity"),
        };
    }
}
