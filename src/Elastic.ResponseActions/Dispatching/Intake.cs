using Elastic.ResponseActions.Telemetry;

namespace Elastic.ResponseActions.Dispatching;

/// <summary>
/// The two doors of an action: where its intent is written, and right before each send. At both the guards judge. One action at a
/// time, so that two that pass together never pass a cap that has room for one.
/// </summary>
internal sealed class Intake(
    ResponseActionsClient client,
    ResponseGuard guard,
    ResponsePolicy policy,
    Func<KillSwitchState> killSwitch,
    IActionLedger ledger,
    Breaker breaker,
    HostLeases leases,
    LeaseStanding standing,
    RuleSightings sightings,
    SteadyClock clock,
    DispatchOptions options) : IDisposable
{
    // How large the fleet is, Kibana is asked at the other door; until then it sets no limit.
    private const int FleetAsked = int.MaxValue;

    private readonly SemaphoreSlim _one = new(1, 1);

    public void Dispose() => _one.Dispose();

    /// <summary>Writes the intent, or finds the one that is there. What only Kibana knows is asked at the other door.</summary>
    public ValueTask<Admission> EnqueueAsync(ApprovedAction approved, CancellationToken cancellationToken) => EnqueueAsync(approved.Action, approved.Key, isRequest: false, cancellationToken);

    /// <summary>The same for an action that only a person's approval is missing for; it waits for that in the ledger.</summary>
    public ValueTask<Admission> EnqueueAsync(ApprovalRequest request, CancellationToken cancellationToken) => EnqueueAsync(request.Action, request.Key, isRequest: true, cancellationToken);

    private async ValueTask<Admission> EnqueueAsync(PlannedAction action, ActionKey key, bool isRequest, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var existing = await ledger.FindAsync(key, cancellationToken).ConfigureAwait(false);
            if (await VoidAsync(existing, action, cancellationToken).ConfigureAwait(false) is { } changed)
                return new Admission(null, changed);
            if (existing is { MayBeUnderWay: true } or { IsUnsent: true })
                return new Admission(existing, null);
            if (existing is not null)
                return new Admission(null, DuplicateOf(existing));

            if (action.IsAutoRelease && await HeldByAsync(action, key, cancellationToken).ConfigureAwait(false) is { } held)
                return new Admission(null, ActionOutcome.Of(ActionOutcomeKind.Superseded, held));

            sightings.Record([action]);
            var facts = await CommonFactsAsync(action, cancellationToken).ConfigureAwait(false);
            var review = guard.Review(action, facts with { KnownHosts = FleetAsked });
            await breaker.ObserveAsync(action, review, cancellationToken).ConfigureAwait(false);
            if (review.Guard == "cool-down")
                await leases.KeepAsync(action, cancellationToken).ConfigureAwait(false);
            var mayPass = review.Verdict is GuardVerdict.Approved or GuardVerdict.NeedsKibana || (isRequest && review.Guard == "approval" && review.Verdict == GuardVerdict.Held);
            if (facts.PrivilegeGranted is null || !mayPass)
                return new Admission(null, Stopped(facts.PrivilegeGranted is null ? guard.Review(action, facts with { IsSendTime = true }) : review));

            var now = clock.Steady;
            var intent = new LedgerEntry { Key = key, Action = action, IntendedAt = now, NotAfter = now + policy.Deadline.Of(action), TraceParent = Traces.Parent };
            return new Admission(await ledger.AddIntentAsync(intent, cancellationToken).ConfigureAwait(false), null);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Right before a send: null where it may go.</summary>
    public async ValueTask<ActionOutcome?> StopAsync(LedgerEntry entry, SendFacts facts, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var common = await CommonFactsAsync(entry.Action, cancellationToken).ConfigureAwait(false);
            if (Supersedes(common.History, entry) is { } newer)
                return ActionOutcome.Of(ActionOutcomeKind.Superseded, $"a newer action on the host took its place: `{newer.Command}`, intended at {newer.At:O}");

            if (entry.Action.IsAutoRelease && await ActedSinceAsync(entry, facts, cancellationToken).ConfigureAwait(false) is { } acted)
                return ActionOutcome.Of(ActionOutcomeKind.Superseded, acted);

            var review = guard.Review(entry.Action, common with
            {
                IsSendTime = true,

                // A rule's breaker stops what comes after; that of all rules stops everything.
                Trips = [.. common.Trips.Where(t => t.RuleId is null || t.At < entry.IntendedAt)],
                Endpoint = facts.Endpoint,
                KnownHosts = facts.KnownHosts,
                Infrastructure = facts.Infrastructure,
                ReleasedByPersonAt = facts.ReleasedByPersonAt,
                NotAfter = entry.NotAfter,
                Approval = ApprovalRounds.Facts(entry, options.ApprovalChannel),
                OwnIntent = entry.Key,
            });
            await breaker.ObserveAsync(entry.Action, review, cancellationToken).ConfigureAwait(false);
            if (review.Guard == "released by a person" && review.Verdict == GuardVerdict.Held && facts.ReleasedByPersonAt > entry.IntendedAt)
                return ActionOutcome.Of(ActionOutcomeKind.Superseded, review.Reason);

            // The guard has made this very action's approval, or none.
            if (review.Approved?.Key != entry.Key)
                return Stopped(review);

            await leases.OpenAsync(entry, cancellationToken).ConfigureAwait(false);
            return null;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Lets the guards judge an action that a person or the release timer asks for, by what is known of its host; the history counts at the doors.</summary>
    public GuardReview Review(PlannedAction action, EndpointFacts endpoint) => guard.Review(action, new GuardFacts
    {
        Now = clock.Latest,
        SteadyNow = clock.Steady,
        IsSendTime = true,
        Destination = client.Destination,
        KillSwitch = killSwitch(),
        PrivilegeGranted = options.Rights.MaySend(action.Command),
        Endpoint = endpoint,
    });

    /// <summary>A rule would isolate a host that is isolated already.</summary>
    public async ValueTask KeepIsolatedAsync(PlannedAction refused, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await leases.KeepAsync(refused, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The guards refused an action that is in the ledger already: where that one waits for approval and this one says something else, both are void.</summary>
    public async ValueTask CompareAsync(PlannedAction refused, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var waiting = await ledger.FindAsync(ActionKey.Of(refused, client.Destination), cancellationToken).ConfigureAwait(false);
            await VoidAsync(waiting, refused, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The last look before the first byte.</summary>
    public bool IsKillSwitchOn(PlannedAction action) =>
        action.Command != ResponseActionCommand.Unisolate && killSwitch() is not (KillSwitchState.NotConfigured or KillSwitchState.Released);

    private async ValueTask<GuardFacts> CommonFactsAsync(PlannedAction action, CancellationToken cancellationToken) => new()
    {
        Now = clock.Latest,
        SteadyNow = clock.Steady,
        Destination = client.Destination,
        KillSwitch = killSwitch(),
        PrivilegeGranted = options.Rights.MaySend(action.Command),
        Trips = await breaker.ReadAsync(cancellationToken).ConfigureAwait(false),
        RuleHosts = sightings.Hosts(action),
        History = await ledger.ReadHistoryAsync(cancellationToken).ConfigureAwait(false),
    };

    // Whoever approved it, or was asked to, was shown something else.
    private async ValueTask<ActionOutcome?> VoidAsync(LedgerEntry? waiting, PlannedAction action, CancellationToken cancellationToken)
    {
        if (waiting is not { IsUnsent: true, Outcome: not { IsFinal: true } } || !(waiting.AwaitsApproval || waiting.Approval is not null) || waiting.Digest == ApprovalDigest.Of(action, waiting.Key))
            return null;

        var outcome = ActionOutcome.Of(ActionOutcomeKind.Superseded, "it came again with other content, so what was asked or approved is void; nothing was sent") with { Guard = "approval" };
        await ledger.AddTransitionAsync(waiting.Key, new LedgerTransition { State = ActionState.Settled, At = clock.Steady, Outcome = outcome }, cancellationToken).ConfigureAwait(false);
        return ActionOutcome.Of(ActionOutcomeKind.Refused, $"the same action waited for approval with other content, since {waiting.IntendedAt:O}: both are void, and the next alert is asked about anew");
    }

    // By the ledger alone, under the lock that every intent takes: what another rule or a person wrote a moment before is seen.
    private async ValueTask<string?> HeldByAsync(PlannedAction release, ActionKey own, CancellationToken cancellationToken)
    {
        if (await leases.HoldingAsync(release.Target, cancellationToken).ConfigureAwait(false) is { } lease)
            return lease.ToString();

        var verdict = await standing.ReadAsync(release.Target, own, cancellationToken).ConfigureAwait(false);
        return verdict.Isolation?.Key == release.ReleaseOf ? null : verdict.OverBecause ?? "another isolation or release of the host is under way";
    }

    private async ValueTask<string?> ActedSinceAsync(LedgerEntry release, SendFacts facts, CancellationToken cancellationToken)
    {
        if (await HeldByAsync(release.Action, release.Key, cancellationToken).ConfigureAwait(false) is { } held)
            return held;

        var isolation = await ledger.FindAsync(release.Action.ReleaseOf!.Value, cancellationToken).ConfigureAwait(false);
        return LatestIsolation.OtherThan(isolation?.ActionId, facts.LatestIsolation);
    }

    // Isolation and release undo each other: of those that wait for one host only the newest is meant.
    private static PastAction? Supersedes(ActionHistory history, LedgerEntry entry)
    {
        if (!Tracking.IsolationCheck.Applies(entry.Action.Command))
            return null;

        var newest = history.On(entry.Action.Target).FirstOrDefault(static past => Tracking.IsolationCheck.Applies(past.Command));
        return newest is not null && newest.Key != entry.Key && newest.Command != entry.Action.Command ? newest : null;
    }

    private static ActionOutcome DuplicateOf(LedgerEntry entry) => ActionOutcome.Of(
        ActionOutcomeKind.Refused,
        $"duplicate of the action that was intended at {entry.IntendedAt:O} ({entry.ActionId ?? "no id"}, {entry.Outcome?.Kind.ToString() ?? entry.State.ToString()})");

    // It was approved before, so what stops it now changed since: its time ran out, or somebody stepped in.
    private static ActionOutcome Stopped(GuardReview review)
    {
        var kind = review.Verdict == GuardVerdict.Held ? ActionOutcomeKind.Held
            : review.Guard == "staleness" ? ActionOutcomeKind.Expired
            : ActionOutcomeKind.Refused;
        return ActionOutcome.Of(kind, $"right before the send: {review.Reason}") with { Guard = review.Guard };
    }
}

/// <summary>The door's answer: the written intent, or why there is none.</summary>
internal readonly record struct Admission(LedgerEntry? Entry, ActionOutcome? Stopped);
