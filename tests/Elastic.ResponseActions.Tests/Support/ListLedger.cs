namespace Elastic.ResponseActions.Tests.Support;

/// <summary>A ledger whose records can be looked at, changed and read again.</summary>
internal sealed class ListLedger : RecordedActionLedger
{
    public ListLedger(IEnumerable<LedgerRecord>? stored = null, byte[]? key = null)
        : base(key)
    {
        Records.AddRange(stored ?? []);
        Load(Records);
    }

    public List<LedgerRecord> Records { get; } = [];

    /// <summary>Thrown by the next writes; null: they succeed.</summary>
    public Exception? Failure { get; set; }

    public int Appends { get; private set; }

    public Action? WhileAppending { get; set; }

    protected override void Append(IReadOnlyList<LedgerRecord> records)
    {
        Appends++;
        WhileAppending?.Invoke();
        if (Failure is { } failure)
            throw failure;

        Records.AddRange(records);
    }
}
