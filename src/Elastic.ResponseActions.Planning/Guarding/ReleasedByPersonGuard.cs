namespace Elastic.ResponseActions.Guarding;

/// <summary>Holds a rule's isolation of a host that a person has released a short while ago: the person knew something the rule does not.</summary>
internal static class ReleasedByPersonGuard
{
    public static GuardFinding Check(GuardCase guarded)
    {
        if (guarded.Action.Command != ResponseActionCommand.Isolate || guarded.Action.IsByHand)
        {
            return GuardFinding.Pass("no isolation by a rule.");
        }

        return LastRelease(guarded) is { } release && Now(guarded) - release < guarded.Policy.CoolDown.AfterRelease
            ? GuardFinding.Hold($"a person released the host at {release:O}; rules leave it alone for {DurationText.Write(guarded.Policy.CoolDown.AfterRelease)}.")
            : GuardFinding.Pass("nobody released the host of late.");
    }

    // A clock here that was set forward before the start would make a release look long ago. The host's own last check-in is told by
    // Kibana, as the release is: the earlier of the two counts.
    private static DateTimeOffset Now(GuardCase guarded) =>
        guarded.Facts.Endpoint?.Metadata?.LastSeen is { } seen && seen < guarded.SteadyNow ? seen : guarded.SteadyNow;

    private static DateTimeOffset? LastRelease(GuardCase guarded)
    {
        var here = guarded.OthersOnHost.FirstOrDefault(past => past.Command == ResponseActionCommand.Unisolate && past.IsByHand)?.At;
        var inKibana = guarded.Facts.ReleasedByPersonAt;
        return here is null || inKibana > here ? inKibana : here;
    }
}
