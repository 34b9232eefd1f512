namespace Elastic.ResponseActions.Guarding;

/// <summary>
/// Refuses the same command on the same host and target for a while, whichever rule asks: Kibana would repeat it on every run, and
/// isolating twice has left hosts stuck. An isolation of ours that still stands counts however old it is.
/// </summary>
internal static class CoolDownGuard
{
    public static GuardFinding Check(GuardCase guarded)
    {
        if (guarded.IsRelease)
        {
            return GuardFinding.Pass("releases have no cool-down.");
        }

        var action = guarded.Action;
        if (action.IsByHand && action.Command != ResponseActionCommand.Isolate && !action.Command.TargetsProcess)
        {
            return GuardFinding.Pass("asked for by hand, and to do it twice does no more harm than once.");
        }

        var subject = ActionTarget.Of(action);
        var released = false;
        foreach (var past in guarded.PastOnHost.Where(past => !guarded.Facts.History.WasNeverSent(past.Key)))
        {
            released |= past.Command == ResponseActionCommand.Unisolate;
            if (past.Command != action.Command || past.Subject != subject || (released && action.IsByHand))
            {
                continue;
            }

            if (guarded.SteadyNow - past.At < Limit(guarded))
            {
                return GuardFinding.Refuse($"duplicate: the same was approved at {past.At:O} for {By(past)}; this target is left alone for {DurationText.Write(Limit(guarded))}.");
            }

            if (action.Command == ResponseActionCommand.Isolate && !released && guarded.Metadata is { Isolated: true })
            {
                return GuardFinding.Refuse($"duplicate: the host is still isolated, since {past.At:O}, for {By(past)}.");
            }
        }

        return GuardFinding.Pass("no cool-down is running.");
    }

    private static TimeSpan Limit(GuardCase guarded) => guarded.Action.Command == ResponseActionCommand.Isolate
        ? guarded.Policy.CoolDown.Isolate
        : guarded.Policy.CoolDown.Process;

    private static string By(PastAction past) => past.RuleId is { } rule ? $"rule '{rule}'" : "a person";
}
