using System.Text.Json;
using Elastic.ResponseActions.Ledger;

namespace Elastic.ResponseActions;

/// <summary>
/// A ledger whose state is its records read in order: derive from it and say where records are kept. Thread-safe.
/// A write that fails closes the ledger, since what was meant to be stored may be there or not; open it again to find out.
/// </summary>
public abstract class RecordedActionLedger : IActionLedger
{
    private readonly Lock _state = new();
    private readonly Lock _writing = new();
    private readonly LedgerBook _book = new();
    private readonly LedgerChain _chain;
    private List<LedgerRecord> _pending = [];
    private long _stored;
    private string? _closed;

    /// <summary>Makes an empty ledger.</summary>
    /// <param name="key">The key of the <see cref="LedgerChain"/>; empty: none.</param>
    protected RecordedActionLedger(ReadOnlySpan<byte> key = default) => _chain = new LedgerChain(key);

    /// <summary>The number of records.</summary>
    public long Count
    {
        get
        {
            lock (_state)
                return _chain.Length;
        }
    }

    /// <summary>The last record's hash, see <see cref="LedgerChain.Head"/>.</summary>
    public string Head
    {
        get
        {
            lock (_state)
                return _chain.Head;
        }
    }

    /// <inheritdoc />
    public ValueTask<LedgerEntry> AddIntentAsync(LedgerEntry intent, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(intent);
        cancellationToken.ThrowIfCancellationRequested();
        var sequence = Change(book => book.Find(intent.Key) is null ? new LedgerChange.Intended(intent) : null, book => book.Get(intent.Key), out var entry);
        Store(sequence);
        return ValueTask.FromResult(entry);
    }

    /// <inheritdoc />
    public ValueTask<LedgerEntry> AddTransitionAsync(ActionKey key, LedgerTransition transition, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transition);
        cancellationToken.ThrowIfCancellationRequested();
        var sequence = Change(_ => new LedgerChange.Moved(key, transition), book => book.Get(key), out var entry);
        Store(sequence);
        return ValueTask.FromResult(entry);
    }

    /// <inheritdoc />
    public ValueTask<LedgerEntry> AddApprovalAsync(Approval approval, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(approval);
        cancellationToken.ThrowIfCancellationRequested();
        var sequence = Change(_ => new LedgerChange.Decided(approval), book => book.Get(approval.Key), out var entry);
        Store(sequence);
        return ValueTask.FromResult(entry);
    }

    /// <inheritdoc />
    public ValueTask TripAsync(BreakerTrip trip, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(trip);
        cancellationToken.ThrowIfCancellationRequested();
        Store(Change(book => book.FindTrip(trip.RuleId) is null ? new LedgerChange.Tripped(trip) : null, static _ => 0, out _));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask ResetAsync(BreakerReset reset, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reset);
        cancellationToken.ThrowIfCancellationRequested();
        Store(Change(book => book.FindTrip(reset.RuleId) is null ? null : new LedgerChange.Reset(reset), static _ => 0, out _));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask AddLeaseAsync(HostLease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        cancellationToken.ThrowIfCancellationRequested();
        Store(Change(book => book.Leases.IsNews(lease) ? new LedgerChange.Leased(lease) : null, static _ => 0, out _));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask EndLeasesAsync(LeaseEnd end, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(end);
        cancellationToken.ThrowIfCancellationRequested();
        Store(Change(book => book.Leases.Has(end.Host) ? new LedgerChange.LeaseEnded(end) : null, static _ => 0, out _));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask<LedgerEntry?> FindAsync(ActionKey key, CancellationToken cancellationToken) => Read(book => book.Find(key));

    /// <inheritdoc />
    public ValueTask<ActionHistory> ReadHistoryAsync(CancellationToken cancellationToken) => Read(static book => book.History);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<LedgerEntry>> ReadUnsettledAsync(CancellationToken cancellationToken) => Read(static book => book.Unsettled());

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<BreakerTrip>> ReadTripsAsync(CancellationToken cancellationToken) => Read(static book => book.Trips);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<HostLease>> ReadLeasesAsync(CancellationToken cancellationToken) => Read(static book => book.Leases.Open);

    /// <inheritdoc />
    public ValueTask<DateTimeOffset?> ReadLatestTimeAsync(CancellationToken cancellationToken) => Read(static book => book.LatestTime);

    /// <summary>Stores records for good, all or none: when it returns they outlive a crash of process and machine. Called by one thread at a time, in order.</summary>
    /// <param name="records">The next records.</param>
    /// <exception cref="Exception">They could not be stored; the ledger then closes.</exception>
    protected abstract void Append(IReadOnlyList<LedgerRecord> records);

    /// <summary>Takes up stored records, before anything else. Each is checked against the chain.</summary>
    /// <param name="stored">Every record, in order.</param>
    /// <exception cref="LedgerException">A record is not what was written, or cannot be understood; it says which.</exception>
    protected void Load(IEnumerable<LedgerRecord> stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        lock (_state)
        {
            foreach (var record in stored)
            {
                _chain.Verify(record);
                try
                {
                    _book.Apply(record.Sequence, LedgerChangeJson.Read(record.Utf8Body));
                }
                catch (Exception broken) when (broken is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
                {
                    throw new LedgerException($"The ledger's record {record.Sequence} cannot be used: {broken.Message} Nothing is sent from it; the file is kept as it is.", broken);
                }
            }

            _stored = _chain.Length;
        }
    }

    /// <summary>Writes that this writer has taken the ledger over.</summary>
    /// <param name="at">When.</param>
    /// <param name="writer">Its fencing number: larger than that of every writer before.</param>
    protected void AddOpened(DateTimeOffset at, long writer) => Store(Change(_ => new LedgerChange.Opened(at, writer), static _ => 0, out _));

    /// <summary>Ends the use: every call after it fails.</summary>
    /// <param name="reason">Why, as a sentence.</param>
    protected void Close(string reason)
    {
        lock (_state)
            _closed ??= reason;
    }

    private ValueTask<T> Read<T>(Func<LedgerBook, T> read)
    {
        lock (_state)
        {
            ThrowIfClosed();
            return ValueTask.FromResult(read(_book));
        }
    }

    /// <summary>Decides and takes up a change in one step; returns the number of the record that has to be stored before anybody relies on the answer.</summary>
    private long Change<T>(Func<LedgerBook, LedgerChange?> decide, Func<LedgerBook, T> answer, out T after)
    {
        lock (_state)
        {
            ThrowIfClosed();
            if (decide(_book) is { } change)
            {
                // What may object comes first; the chain is last and cannot.
                var body = LedgerChangeJson.Write(change);
                _book.Apply(_chain.Length + 1, change);
                _pending.Add(_chain.Add(body));
            }

            after = answer(_book);
            return _chain.Length;
        }
    }

    // Who comes first stores for all who wait behind it, so that one sync serves many.
    private void Store(long sequence)
    {
        lock (_writing)
        {
            List<LedgerRecord> batch;
            lock (_state)
            {
                ThrowIfClosed();
                if (_stored >= sequence)
                    return;

                batch = _pending;
                _pending = [];
            }

            try
            {
                Append(batch);
            }
            catch (Exception failure)
            {
                Close($"its record {batch[0].Sequence} could not be stored ({failure.Message}). Open it again: what was meant to be stored may be there or not");
                throw failure as LedgerException ?? new LedgerException($"The ledger could not be written: {failure.Message} Nothing is sent; open it again when the cause is gone.", failure);
            }

            lock (_state)
                _stored += batch.Count;
        }
    }

    private void ThrowIfClosed()
    {
        if (_closed is { } reason)
            throw new LedgerException($"The ledger is closed: {reason}.");
    }
}
