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

        if (Infrastructure.Find(guarded) is { } what)
        {
            return GuardFinding.Refuse($"the host is protected: {what}, and without it nobody could be released.");
        }

        if (ProtectedBy(guarded) is { } protection)
        {
            return GuardFinding.Refuse($"the host is protected: {protection}.");
        }

        var policy = guarded.Policy;
        if (policy.AllowedHosts is { } allowed && NamePattern.FirstMatch(allowed, HostNames.Sure(guarded)) is null)
        {
            return GuardFinding.Refuse("the host is in none of the policy's `allowed_hosts`.");
        }

        return Unknown(guarded) is { } fact
            ? guarded.Missing(fact)
            : GuardFinding.Pass(policy.AllowedHosts is null ? "the host is not protected." : "the host is allowed and not protected.");
    }

    private static string? ProtectedBy(GuardCase guarded)
    {
        var (policy, protection) = (guarded.Policy, guarded.Policy.Protection);
        if (NamePattern.FirstMatch(policy.ProtectedHosts, HostNames.Every(guarded)) is { } pattern)
        {
            return $"it matches `{pattern}` of the policy's `protected.hosts`";
        }

        if (HostClasses.Of(guarded) is { } hostClass && protection.Classes.Contains(hostClass))
        {
            return $"its class is `{HostClasses.Word(hostClass)}`, which is in the policy's `protected.classes`";
        }

        if (NamePattern.FirstMatch(protection.Policies, Policies(guarded)) is { } named)
        {
            return $"its agent or Elastic Defend policy matches `{named}` of the policy's `protected.policies`";
        }

        foreach (var address in HostAddresses.Of(guarded.Metadata))
        {
            foreach (var network in protection.Networks.Where(network => network.Contains(address)))
            {
                return $"{address} is in `{network}` of the policy's `protected.networks`";
            }
        }

        return null;
    }

    /// <summary>What has to be known before a host can be said to be none of the protected ones.</summary>
    private static string? Unknown(GuardCase guarded)
    {
        var (target, protection) = (guarded.Action.Target, guarded.Policy.Protection);
        return guarded.Policy.ProtectedHosts.Count > 0 && !HasName(guarded) ? $"the host name of '{target}', needed for `protected.hosts`,"
            : protection.Classes.Count > 0 && HostClasses.Of(guarded) is null ? $"the class of '{target}', needed for `protected.classes`,"
            : protection.Policies.Count > 0 && Policies(guarded).Count == 0 ? $"the policy of '{target}', needed for `protected.policies`,"
            : protection.Networks.Count > 0 && HostAddresses.Of(guarded.Metadata).Count == 0 ? $"an address of '{target}', needed for `protected.networks`,"
            : null;
    }

    private static List<string> Policies(GuardCase guarded) =>
        [.. new[] { guarded.Metadata?.AgentPolicyId, guarded.Metadata?.DefendPolicyId, guarded.Metadata?.DefendPolicyName }.OfType<string>().Where(text => text.Length > 0)];

    private static bool HasName(GuardCase guarded) =>
        !string.IsNullOrEmpty(guarded.Metadata?.HostName)
        || (guarded.Action.Evidence.Count > 0 && guarded.Action.Evidence.All(alert => !string.IsNullOrEmpty(alert.HostName)));
}
