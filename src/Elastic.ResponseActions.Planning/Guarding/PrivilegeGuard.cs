namespace Elastic.ResponseActions.Guarding;

/// <summary>Refuses what the caller may not do, and names the privilege, which Kibana does not.</summary>
internal static class PrivilegeGuard
{
    public static GuardFinding Check(GuardCase guarded)
    {
        if (guarded.Action.Command == ResponseActionCommand.Cancel)
        {
            return guarded.Facts.PrivilegeGranted switch
            {
                true => GuardFinding.Pass("cancelling is granted."),
                false => GuardFinding.Refuse($"cancel denied for endpoint '{guarded.Action.Target}': missing the privilege of the command that it takes back."),
                null => guarded.Missing("whether cancelling is granted"),
            };
        }

        if (EndpointPrivilege.For(guarded.Action.Command) is not { } privilege)
        {
            return GuardFinding.Refuse($"no privilege is known for `{guarded.Action.Command}`.");
        }

        return guarded.Facts.PrivilegeGranted switch
        {
            true => GuardFinding.Pass($"{privilege} is granted."),
            false => GuardFinding.Refuse($"{guarded.Action.Command} denied for endpoint '{guarded.Action.Target}': missing privilege {privilege}."),
            null => guarded.Missing($"whether the privilege {privilege} is granted"),
        };
    }
}
