namespace Elastic.ResponseActions.Sqlite;

/// <summary>Reads a ledger from end to end: SQLite's own order, the hash chain, and what each record means.</summary>
internal static class LedgerVerifier
{
    public static LedgerVerification Run(LedgerFile file, string? expectedHead, ReadOnlySpan<byte> auditKey)
    {
        var chain = new LedgerChain(auditKey);
        var replay = new Replay(auditKey);
        var expectedIsThere = expectedHead is null || IsHead(chain, expectedHead);
        string? problem = null;
        try
        {
            foreach (var record in file.Read())
            {
                chain.Verify(record);
                replay.Take(record);
                expectedIsThere = expectedIsThere || IsHead(chain, expectedHead!);
            }

            problem = !expectedIsThere ? $"The head {expectedHead} is in none of its {chain.Length} records: records were cut off at the end, or the head belongs to another ledger."
                : file.CheckIntegrity() is [var first, ..] ? $"SQLite finds the file damaged: {first}"
                : null;
        }
        catch (LedgerException broken)
        {
            problem = broken.Message;
        }

        return new LedgerVerification { Records = chain.Length, Head = chain.Head, Problem = problem };
    }

    private static bool IsHead(LedgerChain chain, string expected) => string.Equals(chain.Head, expected, StringComparison.OrdinalIgnoreCase);

    /// <summary>A ledger that is only read: what it objects to could not have been written.</summary>
    private sealed class Replay(ReadOnlySpan<byte> auditKey) : RecordedActionLedger(auditKey)
    {
        public void Take(LedgerRecord record) => Load([record]);

        protected override void Append(IReadOnlyList<LedgerRecord> records) => throw new NotSupportedException("It is only read.");
    }
}
