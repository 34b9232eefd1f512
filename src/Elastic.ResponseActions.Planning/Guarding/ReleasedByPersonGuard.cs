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

        var release = guarded.PastOnHost
            .FirstOrDefault(past => past.Command == ResponseActionCommand.Unisolate && past.IsByHand);
        return release is not null && guarded.Facts.Now - release.At < guarded.Policy.CoolDown.AfterRelease
            ? GuardFinding.Hold($"a person released the host at {release.At:O}; rules leave it alone for {DurationText.Write(guarded.Policy.CoolDown.AfterRelease)}.")
            : GuardFinding.Pass("nobody released the host of late.");
    }
}
