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
        if (NamePattern.FirstMatch(policy.ProtectedHosts, EveryName(guarded)) is { } pattern)
        {
            return GuardFinding.Refuse($"the host is protected: it matches `{pattern}` of the policy's `protected.hosts`.");
        }

        if (policy.AllowedHosts is { } allowed && NamePattern.FirstMatch(allowed, SureNames(guarded)) is null)
        {
            return GuardFinding.Refuse("the host is in none of the policy's `allowed_hosts`.");
        }

        // A host without a name cannot be told from one that is protected by name.
        return policy.ProtectedHosts.Count > 0 && !HasName(guarded)
            ? guarded.Missing($"the host name of '{guarded.Action.Target}', needed for `protected.hosts`,")
            : GuardFinding.Pass(policy.AllowedHosts is null ? "the host is not protected." : "the host is allowed and not protected.");
    }

    /// <summary>Everything anybody calls the host: one hit is enough to protect it.</summary>
    private static List<string> EveryName(GuardCase guarded) => Known(
        [
            guarded.Action.Target.Value,
            guarded.Action.HostName,
            .. guarded.Action.Evidence.SelectMany(alert => new[] { alert.HostId, alert.HostName }),
            .. NamesInKibana(guarded),
        ]);

    /// <summary>What Kibana calls the host, and only where it was not asked what the alerts say: an event's author must not name himself allowed.</summary>
    private static List<string> SureNames(GuardCase guarded) => guarded.Metadata is null
        ? EveryName(guarded)
        : Known([guarded.Action.Target.Value, .. NamesInKibana(guarded)]);

    private static IEnumerable<string?> NamesInKibana(GuardCase guarded) =>
        [guarded.Metadata?.HostId, guarded.Metadata?.HostName, guarded.Metadata?.HostHostname];

    private static bool HasName(GuardCase guarded) =>
        !string.IsNullOrEmpty(guarded.Metadata?.HostName)
        || (guarded.Action.Evidence.Count > 0 && guarded.Action.Evidence.All(alert => !string.IsNullOrEmpty(alert.HostName)));

    private static List<string> Known(IEnumerable<string?> names) => [.. names.OfType<string>().Where(name => name.Length > 0)];
}
