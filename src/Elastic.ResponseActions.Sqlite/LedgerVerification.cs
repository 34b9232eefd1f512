namespace Elastic.ResponseActions.Sqlite;

/// <summary>What reading a ledger from end to end has shown. Immutable.</summary>
public sealed record LedgerVerification
{
    /// <summary>How many records are what was written, from the first on.</summary>
    public required long Records { get; init; }

    /// <summary>The hash of the last of them, 64 hexadecimal digits; zeros where there is none. Keep it elsewhere: only so a cut-off end shows later.</summary>
    public required string Head { get; init; }

    /// <summary>What is wrong and where; null where nothing is.</summary>
    public string? Problem { get; init; }

    /// <summary>Result and head.</summary>
    public override string ToString() => Problem ?? $"{Records} records, head {Head}";
}
