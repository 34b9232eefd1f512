using System.Collections.Concurrent;
using Elastic.ResponseActions.Telemetry;

namespace Elastic.ResponseActions.Dispatching;

/// <summary>Looks at sent actions, each less and less often, until they have ended. Thread-safe.</summary>
internal sealed class SentTracker(ResponseActionsClient client, ActionSteps steps, SteadyClock clock, DispatchOptions options)
{
    private readonly TimeProvider _time = client.TimeProvider;
    private readonly ConcurrentDictionary<ActionKey, Watch> _watches = [];

    /// <summary>Looks once, unless the last look was a short while ago.</summary>
    public async ValueTask LookAsync(LedgerEntry entry, AskedAction asked, CancellationToken cancellationToken)
    {
        var watch = _watches.GetOrAdd(entry.Key, static (_, w) => new Watch(w.Time, w.Pause), (Time: _time, Pause: options.Tracking.FirstDelay));
        if (!watch.IsDue)
            return;

        var outcome = await ReadAsync(entry, asked, cancellationToken).ConfigureAwait(false);
        if (outcome is null || !(outcome.IsFinal || outcome.NeedsPerson))
            outcome = watch.Overdue(outcome, options.Tracking.IsolationGrace) ?? Expired(entry);
        if (outcome is null)
        {
            watch.Looked(options.Tracking.Next);
            return;
        }

        await steps.SettleAsync(entry, asked, entry.ActionId, outcome).ConfigureAwait(false);
        Traces.Waited(asked, entry.TraceParent, entry.SentAt, clock.Steady, outcome);
        _watches.TryRemove(entry.Key, out _);
    }

    private async ValueTask<ActionOutcome?> ReadAsync(LedgerEntry entry, AskedAction asked, CancellationToken cancellationToken)
    {
        var sent = ActionOutcome.Of(ActionOutcomeKind.Sent, "sent; not looked at yet");
        var operation = new ActionOperation(client, asked, entry.ActionId, sent, mayHaveRunBefore: entry.Attempts > 1);
        try
        {
            return await operation.UpdateStatusAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is TransportException or ResponseActionsException)
        {
            return null;
        }
    }

    private ActionOutcome? Expired(LedgerEntry entry) => clock.Steady - entry.SentAt > options.TrackFor
        ? ActionOutcome.Of(ActionOutcomeKind.Expired, $"no answer of the host within {options.TrackFor.TotalDays:0.#} days of the send; Kibana keeps actions for 14")
        : null;

    private sealed class Watch(TimeProvider time, TimeSpan firstPause)
    {
        private long _lookedAt = time.GetTimestamp();
        private TimeSpan _pause = TimeSpan.Zero;
        private TimeSpan _next = firstPause;
        private long? _contradictedAt;

        public bool IsDue => time.GetElapsedTime(_lookedAt) >= _pause;

        public void Looked(Func<TimeSpan, TimeSpan> longer) => (_lookedAt, _pause, _next) = (time.GetTimestamp(), _next, longer(_next));

        // A success that the host goes on to contradict is for a person to look into.
        public ActionOutcome? Overdue(ActionOutcome? outcome, TimeSpan grace)
        {
            if (outcome?.Kind != ActionOutcomeKind.Unconfirmed)
            {
                _contradictedAt = outcome is null ? _contradictedAt : null;
                return null;
            }

            _contradictedAt ??= time.GetTimestamp();
            return time.GetElapsedTime(_contradictedAt.Value) >= grace
                ? ActionOutcome.Of(ActionOutcomeKind.Parked, $"{outcome.Reason}, still after {grace.TotalMinutes:0.#} minutes", outcome.Code)
                : null;
        }
    }
}
