namespace Elastic.ResponseActions.Guarding;

/// <summary>Refuses an action whose key was approved before: rules run again over the same events, alerts are read again.</summary>
internal static class DuplicateGuard
{
    public static GuardFinding Check(GuardCase guarded)
    {
        var key = ActionKey.Of(guarded.Action, guarded.Facts.Destination);
        return key != guarded.Facts.OwnIntent && guarded.Facts.History.Contains(key)
            ? GuardFinding.Refuse("duplicate: this action was approved before for the same alerts, host and target.")
            : GuardFinding.Pass("not seen before.");
    }
}
