namespace Elastic.ResponseActions.Guarding;

/// <summary>Finds out whether a host is one that releases hang on: cut off, it could not be told to let anybody go, itself included.</summary>
internal static class Infrastructure
{
    // The agent policy that Fleet makes for Fleet Server.
    private const string FleetServerPolicy = "fleet-server-policy";

    /// <returns>What the host is; null where it is none of them.</returns>
    public static string? Find(GuardCase guarded)
    {
        if (string.Equals(guarded.Metadata?.AgentPolicyId, FleetServerPolicy, StringComparison.OrdinalIgnoreCase))
        {
            return $"its agent policy is `{FleetServerPolicy}`, so it is a Fleet Server";
        }

        var names = HostNames.Every(guarded);
        var addresses = HostAddresses.Of(guarded.Metadata).Where(HostAddresses.IsTelling).ToHashSet();
        return guarded.Facts.Infrastructure.FirstOrDefault(host =>
            names.Any(name => host.HostIds.Contains(name, StringComparer.Ordinal) || host.Names.Any(known => IsSame(name, known)))
            || host.Addresses.Any(address => addresses.Contains(HostAddresses.Plain(address)))) is { } found
            ? $"it is {found.What}"
            : null;
    }

    // One side may know the domain and the other not.
    private static bool IsSame(string name, string known) =>
        name.Equals(known, StringComparison.OrdinalIgnoreCase) || IsShortOf(name, known) || IsShortOf(known, name);

    private static bool IsShortOf(string name, string full) =>
        full.Length > name.Length && full[name.Length] == '.' && name.Length > 0 && full.StartsWith(name, StringComparison.OrdinalIgnoreCase);
}
