namespace Elastic.ResponseActions.Guarding;

/// <summary>Refuses hosts that nobody may touch, and where the policy lists allowed hosts, all others. Releases pass.</summary>
internal static class ProtectedHostsGuard
{
    public static GuardFinding Check(GuardCase guarded)
    {
        if (guarded.IsRelease)
        {
            return GuardFinding.Pass("releases pass.");
        }

        var policy = guarded.Policy;
        if (NamePattern.FirstMatch(policy.ProtectedHosts, HostNames.Every(guarded)) is { } pattern)
        {
            return GuardFinding.Refuse($"the host is protected: it matches `{pattern}` of the policy's `protected.hosts`.");
        }

        if (policy.AllowedHosts is { } allowed && NamePattern.FirstMatch(allowed, HostNames.Sure(guarded)) is null)
        {
            return GuardFinding.Refuse("the host is in none of the policy's `allowed_hosts`.");
        }

        // A host without a name cannot be told from one that is protected by name.
        return policy.ProtectedHosts.Count > 0 && !HasName(guarded)
            ? guarded.Missing($"the host name of '{guarded.Action.Target}', needed for `protected.hosts`,")
            : GuardFinding.Pass(policy.AllowedHosts is null ? "the host is not protected." : "the host is allowed and not protected.");
    }

    private static bool HasName(GuardCase guarded) =>
        !string.IsNullOrEmpty(guarded.Metadata?.HostName)
        || (guarded.Action.Evidence.Count > 0 && guarded.Action.Evidence.All(alert => !string.IsNullOrEmpty(alert.HostName)));
}
