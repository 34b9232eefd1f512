using Elastic.ResponseActions.Dispatching;

namespace Elastic.ResponseActions;

/// <summary>
/// The desk of those who approve: what waits, and their yes or no, kept in the ledger. A yes sends nothing by itself: the dispatcher has the
/// guards judge the action once more. Thread-safe.
/// </summary>
public sealed class ActionApprovals
{
    private readonly IActionLedger _ledger;
    private readonly HostTurns _turns;
    private readonly SteadyClock _clock;
    private readonly Action _decided;

    /// <summary>Opens the desk beside a ledger that no dispatcher of this process works on. With a dispatcher use <see cref="ActionDispatcher.Approvals"/>.</summary>
    /// <param name="ledger">The ledger; it stays the caller's.</param>
    /// <param name="timeProvider">The clock. Null: the system's.</param>
    public ActionApprovals(IActionLedger ledger, TimeProvider? timeProvider = null)
        : this(ledger ?? throw new ArgumentNullException(nameof(ledger)), new HostTurns(), new SteadyClock(timeProvider ?? TimeProvider.System), static () => { })
    {
    }

    internal ActionApprovals(IActionLedger ledger, HostTurns turns, SteadyClock clock, Action decided) => (_ledger, _turns, _clock, _decided) = (ledger, turns, clock, decided);

    /// <summary>Every action that waits for approval, the oldest first. <see cref="LedgerEntry.Digest"/> is what an approval has to name.</summary>
    /// <param name="cancellationToken">Gives the read up.</param>
    public async ValueTask<IReadOnlyList<LedgerEntry>> ListAsync(CancellationToken cancellationToken = default) =>
        [.. (await _ledger.ReadUnsettledAsync(cancellationToken).ConfigureAwait(false)).Where(static e => e.AwaitsApproval)];

    /// <summary>Agrees that an action may be sent.</summary>
    /// <param name="key">The action's key.</param>
    /// <param name="digest">The digest of what was shown.</param>
    /// <param name="by">Who agrees.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Gives it up before it is written.</param>
    /// <returns>The entry with the approval.</returns>
    /// <exception cref="KeyNotFoundException">The ledger has no such action.</exception>
    /// <exception cref="InvalidOperationException">The action does not wait for approval, or the digest is that of other content: the approval is void, and nothing is written.</exception>
    public async ValueTask<LedgerEntry> ApproveAsync(ActionKey key, ApprovalDigest digest, string by, string reason, CancellationToken cancellationToken = default)
    {
        using var turn = await FindAsync(key, by, reason, cancellationToken).ConfigureAwait(false);
        if (turn.Entry.Digest != digest)
            throw new InvalidOperationException($"The approval is void: the action's digest is {turn.Entry.Digest}, and {digest} was approved. Look at the action again.");

        var entry = await _ledger.AddApprovalAsync(Decision(turn.Entry, isGranted: true, by, reason), cancellationToken).ConfigureAwait(false);
        _decided();
        return entry;
    }

    /// <summary>Says that an action may not be sent. That ends it.</summary>
    /// <param name="key">The action's key.</param>
    /// <param name="by">Who says no.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Gives it up before it is written.</param>
    /// <returns>The entry with its outcome.</returns>
    /// <exception cref="KeyNotFoundException">The ledger has no such action.</exception>
    /// <exception cref="InvalidOperationException">The action does not wait for approval.</exception>
    public async ValueTask<LedgerEntry> DenyAsync(ActionKey key, string by, string reason, CancellationToken cancellationToken = default)
    {
        using var turn = await FindAsync(key, by, reason, cancellationToken).ConfigureAwait(false);
        var denied = Decision(turn.Entry, isGranted: false, by, reason);
        await _ledger.AddApprovalAsync(denied, cancellationToken).ConfigureAwait(false);
        var outcome = ActionOutcome.Of(ActionOutcomeKind.Refused, $"{denied}") with { Guard = "approval" };
        return await _ledger.AddTransitionAsync(key, new LedgerTransition { State = ActionState.Settled, At = _clock.Steady, Outcome = outcome }, CancellationToken.None).ConfigureAwait(false);
    }

    private Approval Decision(LedgerEntry entry, bool isGranted, string by, string reason) =>
        new() { Key = entry.Key, Digest = entry.Digest, IsGranted = isGranted, By = by, Reason = reason, At = _clock.Steady };

    private async ValueTask<Turn> FindAsync(ActionKey key, string by, string reason, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        if (await _ledger.ReadLatestTimeAsync(cancellationToken).ConfigureAwait(false) is { } recorded)
            _clock.NotBefore(recorded);
        var entry = await _ledger.FindAsync(key, cancellationToken).ConfigureAwait(false) ?? throw new KeyNotFoundException($"The ledger has no intent of key {key}.");
        var line = _turns.Join(entry.Action.Target);
        try
        {
            await line.WaitAsync(cancellationToken).ConfigureAwait(false);
            entry = (await _ledger.FindAsync(key, cancellationToken).ConfigureAwait(false))!;
            return entry.AwaitsApproval
                ? new Turn(entry, line)
                : throw new InvalidOperationException($"Action {key} is {entry.Outcome?.Kind.ToString() ?? entry.State.ToString()} and does not wait for approval.");
        }
        catch
        {
            line.Dispose();
            throw;
        }
    }

    /// <summary>The host's line is held while its entry is decided about.</summary>
    private sealed record Turn(LedgerEntry Entry, HostTurns.Turn Line) : IDisposable
    {
        public void Dispose() => Line.Dispose();
    }
}
