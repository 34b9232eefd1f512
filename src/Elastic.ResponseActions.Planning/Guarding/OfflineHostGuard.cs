namespace Elastic.ResponseActions.Guarding;

/// <summary>Holds actions on hosts that do not report: Kibana keeps them two weeks and nobody can call them back.</summary>
internal static class OfflineHostGuard
{
    public static GuardFinding Check(GuardCase guarded)
    {
        if (guarded.Facts.Endpoint is not { } endpoint)
        {
            return guarded.Missing($"whether '{guarded.Action.Target}' is online");
        }

        if (guarded.IsOtherVendors && endpoint.Metadata is null)
        {
            return GuardFinding.Pass($"Kibana does not tell whether hosts of type `{guarded.Action.AgentType}` report.");
        }

        if (endpoint.Metadata?.HostStatus is not { } status)
        {
            return guarded.Missing($"the host status of '{guarded.Action.Target}'");
        }

        if (status == HostStatus.Healthy || status == HostStatus.Unhealthy || status == HostStatus.Updating)
        {
            return GuardFinding.Pass($"the host reports ({status}).");
        }

        return guarded.Policy.Offline == OfflineHandling.Queue && status == HostStatus.Offline && (guarded.IsRelease || guarded.Action.Command == ResponseActionCommand.Isolate)
            ? GuardFinding.Pass("the host is offline; the policy lets Kibana queue it.")
            : GuardFinding.Hold($"the host is {status}; nothing is sent until it reports.");
    }
}
