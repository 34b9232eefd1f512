namespace Elastic.ResponseActions.Ledger;

/// <summary>The open leases, one per host and reason, the oldest first. Not thread-safe.</summary>
internal sealed class LeaseBook
{
    private readonly List<HostLease> _open = [];

    public IReadOnlyList<HostLease> Open => [.. _open];

    public bool Has(EndpointId host) => _open.Exists(l => l.Host == host);

    /// <summary>Says whether the lease would change anything: one is never made shorter.</summary>
    public bool IsNews(HostLease lease) =>
        _open.Find(l => IsSame(l, lease)) is not { } known || lease.Until > known.Until || lease.Isolation != known.Isolation;

    public void Add(HostLease lease)
    {
        _open.RemoveAll(l => IsSame(l, lease));
        _open.Add(lease);
    }

    public void End(EndpointId host) => _open.RemoveAll(l => l.Host == host);

    private static bool IsSame(HostLease one, HostLease other) => one.Host == other.Host && one.RuleId == other.RuleId;
}
