namespace Elastic.ResponseActions;

/// <summary>A ledger that lives as long as the process: for tests, rehearsals and tools. After a crash it has forgotten everything. Thread-safe.</summary>
public sealed class InMemoryActionLedger : RecordedActionLedger
{
    /// <inheritdoc />
    protected override void Append(IReadOnlyList<LedgerRecord> records)
    {
        // The state in memory is all there is.
    }
}
