using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Elastic.ResponseActions.Dispatching;

/// <summary>
/// Ends leases whose time is over: it writes the intent of the release, which then takes the way of every action, guards and all. It
/// releases only what this ledger's isolation holds, and nothing that anybody acted on since. Thread-safe.
/// </summary>
internal sealed class ReleaseTimer(
    IActionLedger ledger,
    ResponsePolicy policy,
    Intake intake,
    LeaseStanding standing,
    LatestIsolation latest,
    HostFacts hosts,
    SteadyClock clock,
    DispatchOptions options,
    ILogger logger)
{
    // What could not be found out now is asked again after this time, not on every round.
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<EndpointId, DateTimeOffset> _notBefore = [];
    private readonly ConcurrentDictionary<(EndpointId Host, DateTimeOffset Due), bool> _reminded = [];

    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        if (policy.AutoRelease is not { } release)
            return;

        var leases = await ledger.ReadLeasesAsync(cancellationToken).ConfigureAwait(false);
        foreach (var host in leases.GroupBy(static l => l.Host))
        {
            var due = host.Max(static l => l.Until);
            if (clock.Steady >= due)
                await EndAsync(host.Key, due, cancellationToken).ConfigureAwait(false);
            else if (clock.Steady >= due - (release.After - release.Reminder))
                await RemindAsync(host.Key, due, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask EndAsync(EndpointId host, DateTimeOffset due, CancellationToken cancellationToken)
    {
        if (_notBefore.TryGetValue(host, out var notBefore) && clock.Steady < notBefore)
            return;

        _notBefore[host] = clock.Steady + Pause;
        var verdict = await standing.ReadAsync(host, own: null, cancellationToken).ConfigureAwait(false);
        if (verdict.OverBecause is { } over)
            await OverAsync(host, due, over, verdict.NeedsPerson, cancellationToken).ConfigureAwait(false);
        else if (verdict.Isolation is { } isolation && await hosts.GetAsync(host, options.FactsMaxAge, cancellationToken).ConfigureAwait(false) is { } facts)
            await ReleaseIfDueAsync(isolation, due, facts, cancellationToken).ConfigureAwait(false);
    }

    // A clock here that is set wrong over a restart must release nobody early: the host's last report, by the clock over there, has to be past the time too.
    private ValueTask ReleaseIfDueAsync(LedgerEntry isolation, DateTimeOffset due, EndpointFacts facts, CancellationToken cancellationToken) => facts.Metadata switch
    {
        null => OverAsync(isolation.Action.Target, due, "Kibana no longer knows the host", needsPerson: false, cancellationToken),
        { LastSeen: null } => OverAsync(isolation.Action.Target, due, "Kibana does not tell when the host last reported, so a wrong clock cannot be ruled out", needsPerson: true, cancellationToken),
        { LastSeen: var seen } when seen < due => ValueTask.CompletedTask,
        _ => ReleaseAsync(isolation, due, facts, cancellationToken),
    };

    private async ValueTask ReleaseAsync(LedgerEntry isolation, DateTimeOffset due, EndpointFacts facts, CancellationToken cancellationToken)
    {
        var host = isolation.Action.Target;
        try
        {
            var newest = await latest.ReadAsync(host, cancellationToken).ConfigureAwait(false);
            if (LatestIsolation.OtherThan(isolation.ActionId, newest) is { } acted)
            {
                await OverAsync(host, due, acted, needsPerson: newest is null, cancellationToken).ConfigureAwait(false);
                return;
            }
        }
        catch (Exception failure) when (failure is TransportException or ResponseActionsException)
        {
            return;
        }

        if (intake.Review(AutoRelease.Of(isolation, due), facts).Approved is { } approved)
            await intake.EnqueueAsync(approved, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask OverAsync(EndpointId host, DateTimeOffset due, string reason, bool needsPerson, CancellationToken cancellationToken)
    {
        await ledger.EndLeasesAsync(new LeaseEnd { Host = host, Reason = reason, At = clock.Steady }, cancellationToken).ConfigureAwait(false);
        _notBefore.TryRemove(host, out _);
        DispatchLog.LeaseEnded(logger, host, reason);
        if (needsPerson)
            Tell(new LeaseNotice { Host = host, Due = due, NeedsPerson = true, Reason = $"it may still be isolated: {reason}" });
    }

    private async ValueTask RemindAsync(EndpointId host, DateTimeOffset due, CancellationToken cancellationToken)
    {
        var verdict = await standing.ReadAsync(host, own: null, cancellationToken).ConfigureAwait(false);
        if (verdict.Isolation is { } isolation && _reminded.TryAdd((host, due), true))
            Tell(new LeaseNotice { Host = host, Due = due, NeedsPerson = false, Reason = $"isolated at {isolation.IntendedAt:O} for rule '{isolation.Action.RuleId}'; it is released at {due:O}" });
    }

    // It is the caller's code: whatever it throws, the timer goes on.
    private void Tell(LeaseNotice notice)
    {
        try
        {
            options.LeaseNotice?.Invoke(notice);
        }
        catch (Exception failure)
        {
            DispatchLog.CallbackFailed(logger, failure);
        }
    }
}
