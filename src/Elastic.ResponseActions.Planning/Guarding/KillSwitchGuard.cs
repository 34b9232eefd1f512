namespace Elastic.ResponseActions.Guarding;

/// <summary>Stops everything but releases while the kill switch is engaged; a switch that cannot be read, or was not, is engaged.</summary>
internal static class KillSwitchGuard
{
    public static GuardFinding Check(GuardCase guarded)
    {
        if (guarded.IsRelease)
        {
            return GuardFinding.Pass("releases pass the kill switch.");
        }

        return (guarded.Facts.KillSwitch, guarded.Policy.KillSwitchFile) switch
        {
            (KillSwitchState.Released, _) => GuardFinding.Pass("the kill switch is released."),
            (KillSwitchState.NotConfigured, null) => GuardFinding.Pass("no kill switch is configured."),
            (KillSwitchState.NotConfigured, { } file) => GuardFinding.Hold($"the policy names the kill switch '{file}', which nobody has read; it counts as engaged."),
            (KillSwitchState.Engaged, _) => GuardFinding.Hold("the kill switch is engaged; release it to go on."),
            _ => GuardFinding.Hold("the kill switch cannot be read; it counts as engaged."),
        };
    }
}
