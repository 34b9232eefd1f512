namespace Elastic.ResponseActions;

/// <summary>A ledger that lives as long as the process: for tests, rehearsals and tools. After a crash it has forgotten everything. Thread-safe.</summary>
public sealed class InMemoryActionLedger : IActionLedger
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ActionKey, LedgerEntry> _entries = [];
    private ActionHistory _history = ActionHistory.Empty;

    /// <inheritdoc />
    public ValueTask<LedgerEntry> AddIntentAsync(LedgerEntry intent, PastAction past, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(intent);
        ArgumentNullException.ThrowIfNull(past);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (_entries.TryGetValue(intent.Key, out var existing))
                return ValueTask.FromResult(existing);

            _entries.Add(intent.Key, intent);
            _history = _history.Add(past);
            return ValueTask.FromResult(intent);
        }
    }

    /// <inheritdoc />
    public ValueTask<LedgerEntry> AddTransitionAsync(ActionKey key, LedgerTransition transition, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var entry))
                throw new KeyNotFoundException($"The ledger has no intent of key {key}.");

            return ValueTask.FromResult(_entries[key] = entry.Apply(transition));
        }
    }

    /// <inheritdoc />
    public ValueTask<LedgerEntry?> FindAsync(ActionKey key, CancellationToken cancellationToken)
    {
        lock (_lock)
            return ValueTask.FromResult(_entries.GetValueOrDefault(key));
    }

    /// <inheritdoc />
    public ValueTask<ActionHistory> ReadHistoryAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
            return ValueTask.FromResult(_history);
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<LedgerEntry>> ReadUnsettledAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
            return ValueTask.FromResult<IReadOnlyList<LedgerEntry>>([.. _entries.Values.Where(static e => e.Outcome is not { IsFinal: true }).OrderBy(static e => e.IntendedAt)]);
    }
}
