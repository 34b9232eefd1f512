using Elastic.ResponseActions.Tests.Ledger;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Elastic.ResponseActions.Sqlite.Tests;

/// <summary>The contract of every ledger, and what a file adds: restarts, writers, versions, damage.</summary>
public sealed class SqliteActionLedgerTests : ActionLedgerContract, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ledger-");
    private readonly List<SqliteActionLedger> _open = [];
    private int _number;

    protected override IActionLedger CreateLedger() => Open($"{_number++}.db");

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private SqliteActionLedger Open(string name = "ledger.db")
    {
        var ledger = SqliteActionLedger.Open(PathOf(name), new FakeTimeProvider(Now));
        _open.Add(ledger);
        return ledger;
    }

    private async Task<string> WriteAsync(int intents = 4)
    {
        using var ledger = Open();
        for (var i = 0; i < intents; i++)
        {
            var entry = await ledger.AddIntentAsync(Intent($"r{i}"), Stop);
            await ledger.AddTransitionAsync(entry.Key, To(ActionState.Sending, 1), Stop);
        }

        return ledger.Head;
    }

    private void Sql(string sql, string name = "ledger.db")
    {
        using var connection = new SqliteConnection($"Data Source={PathOf(name)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    [Fact]
    public async Task Open_AfterARestart_IsWhereThingsStood()
    {
        await WriteAsync();

        using var ledger = Open();

        Assert.Equal(4, (await ledger.ReadUnsettledAsync(Stop)).Count(static e => e.State == ActionState.Sending));
        Assert.Equal(4, (await ledger.ReadHistoryAsync(Stop)).Actions.Count());
        Assert.Equal(10, ledger.Count);
    }

    [Fact]
    public void Open_WhileAnotherWriterHasIt_IsRefused()
    {
        using var first = Open();

        var refused = Assert.Throws<LedgerException>(() => Open());

        Assert.Contains("is in use by another process", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddIntentAsync_AfterANewerWriterTookOver_IsFencedOut()
    {
        using var old = Open();

        // As if the lock had been lost: a network file system, or a hand that removed it.
        File.Delete(PathOf("ledger.db.lock"));
        using var newer = Open();
        var fenced = await Assert.ThrowsAsync<LedgerException>(async () => await old.AddIntentAsync(Intent("old"), Stop));
        await newer.AddIntentAsync(Intent("new"), Stop);

        Assert.Contains("was taken over by another process (writer 2; this one is 1)", fenced.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<LedgerException>(async () => await old.FindAsync(Intent("old").Key, Stop));
        Assert.Null(await newer.FindAsync(Intent("old").Key, Stop));
    }

    [Fact]
    public async Task Open_NewerFormat_IsRefusedAndKept()
    {
        await WriteAsync();
        Sql("PRAGMA user_version = 2");

        var refused = Assert.Throws<LedgerException>(() => Open());

        Assert.Contains("has format 2, written by a newer version", refused.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(PathOf("ledger.db")));
    }

    [Fact]
    public void Open_AnotherProgramsDatabase_IsRefusedAndKept()
    {
        Sql("CREATE TABLE theirs (a)", "theirs.db");

        var refused = Assert.Throws<LedgerException>(() => Open("theirs.db"));

        Assert.Contains("is a SQLite file, but no ledger", refused.Message, StringComparison.Ordinal);
        Sql("INSERT INTO theirs VALUES (1)", "theirs.db");
    }

    [Theory]
    [InlineData("not a database, but some text that is long enough to be read as a header, for which SQLite takes a hundred bytes")]
    [InlineData("short")]
    public void Open_NoDatabaseAtAll_IsRefusedAndKept(string content)
    {
        File.WriteAllText(PathOf("ledger.db"), content);

        var refused = Assert.Throws<LedgerException>(() => Open());

        Assert.Contains(PathOf("ledger.db"), refused.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(PathOf("ledger.db")));
    }

    public static TheoryData<string, string> Tampering => new()
    {
        { "UPDATE record SET body = CAST(replace(CAST(body AS TEXT), 'Sending', 'Blocked') AS BLOB) WHERE sequence = 3", "record 3 " },
        { "UPDATE record SET hash = zeroblob(32) WHERE sequence = 3", "record 3 " },
        { "DELETE FROM record WHERE sequence = 3", "after record 2 comes record 4" },
        { "DELETE FROM record WHERE sequence = 1", "after record 0 comes record 2" },
        { "UPDATE record SET sequence = 99 WHERE sequence = 3", "after record 2 comes record 4" },
        { "UPDATE record SET body = (SELECT body FROM record WHERE sequence = 4) WHERE sequence = 3", "record 3 " },
    };

    [Theory]
    [MemberData(nameof(Tampering))]
    public async Task Open_RecordsThatSomebodyChanged_IsRefusedAndSaysWhere(string sql, string where)
    {
        await WriteAsync();
        Sql(sql);

        var refused = Assert.Throws<LedgerException>(() => Open());

        Assert.Contains(where, refused.Message, StringComparison.Ordinal);
        Assert.Contains("ledger.db", refused.Message, StringComparison.Ordinal);
        Assert.Contains(where, SqliteActionLedger.Verify(PathOf("ledger.db")).Problem!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WholeLedger_TellsLengthAndHead()
    {
        var head = await WriteAsync();

        var verified = SqliteActionLedger.Verify(PathOf("ledger.db"), head);

        Assert.Null(verified.Problem);
        Assert.Equal((9, head), (verified.Records, verified.Head));
    }

    [Fact]
    public async Task Verify_WhileTheWriterIsAtWork_ReadsBesideIt()
    {
        using var ledger = Open();
        await ledger.AddIntentAsync(Intent("r1"), Stop);

        var verified = SqliteActionLedger.Verify(PathOf("ledger.db"));

        Assert.Equal((null, ledger.Count, ledger.Head), (verified.Problem, verified.Records, verified.Head));
    }

    [Fact]
    public async Task Verify_EndCutOff_ShowsByAHeadThatWasKept()
    {
        var head = await WriteAsync();
        Sql("DELETE FROM record WHERE sequence = 9");

        Assert.Null(SqliteActionLedger.Verify(PathOf("ledger.db")).Problem);
        Assert.Contains("were cut off at the end", SqliteActionLedger.Verify(PathOf("ledger.db"), head).Problem!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_AnyByteOfTheFileChanged_IsRefusedOrHarmless()
    {
        await WriteAsync(2);
        var original = File.ReadAllBytes(PathOf("ledger.db"));
        using (var whole = Open())
            Assert.Equal(6, whole.Count);
        var random = new Random(1);
        var refused = 0;
        for (var i = 0; i < 300; i++)
        {
            var changed = original.ToArray();
            changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
            File.Delete(PathOf("ledger.db-wal"));
            File.Delete(PathOf("ledger.db-shm"));
            File.WriteAllBytes(PathOf("ledger.db"), changed);
            try
            {
                using var ledger = Open();

                // A bit that SQLite does not use may be anything; what was written may not.
                var found = await ledger.ReadUnsettledAsync(Stop);
                Assert.Equal([ActionState.Sending, ActionState.Sending], found.Select(static e => e.State));
            }
            catch (LedgerException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 20, 299);
    }

    [Fact]
    public async Task Open_WithAnotherAuditKey_IsRefused()
    {
        using (var ledger = SqliteActionLedger.Open(PathOf("keyed.db"), auditKey: "first"u8))
            await ledger.AddIntentAsync(Intent("r1"), Stop);

        Assert.Throws<LedgerException>(() => SqliteActionLedger.Open(PathOf("keyed.db"), auditKey: "second"u8));
        Assert.Throws<LedgerException>(() => SqliteActionLedger.Open(PathOf("keyed.db")));
        Assert.Null(SqliteActionLedger.Verify(PathOf("keyed.db"), auditKey: "first"u8).Problem);
    }

    [Fact]
    public async Task Open_CopyInAnotherFolder_SendsNothingUntilItIsClaimed()
    {
        using (var ledger = Open("first.db"))
            await ledger.AddIntentAsync(Intent("r1"), Stop);
        var folder = _folder.CreateSubdirectory("second");
        foreach (var file in _folder.GetFiles("first.db*"))
            file.CopyTo(Path.Combine(folder.FullName, file.Name));
        var copy = Path.Combine("second", "first.db");

        var refused = Assert.Throws<LedgerException>(() => Open(copy));
        using (var original = Open("first.db"))
            Assert.Single(await original.ReadUnsettledAsync(Stop));
        Assert.Equal(PathOf("first.db"), SqliteActionLedger.Claim(PathOf(copy)));
        using var claimed = Open(copy);

        Assert.Contains($"was written as '{PathOf("first.db")}'", refused.Message, StringComparison.Ordinal);
        Assert.Single(await claimed.ReadUnsettledAsync(Stop));
        Assert.Contains("is not there", Assert.Throws<LedgerException>(() => SqliteActionLedger.Claim(PathOf("none.db"))).Message, StringComparison.Ordinal);
        Assert.Throws<LedgerException>(() => SqliteActionLedger.Claim(PathOf(copy)));
    }

    [Fact]
    public void Open_SymbolicLink_IsRefused()
    {
        File.CreateSymbolicLink(PathOf("link.db"), PathOf("elsewhere.db"));

        Assert.Contains("is a symbolic link", Assert.Throws<LedgerException>(() => Open("link.db")).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(PathOf("elsewhere.db")));
    }

    [Fact]
    public async Task Open_Files_BelongToTheirOwnerAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        using var ledger = Open();
        await ledger.AddIntentAsync(Intent("r1"), Stop);

        Assert.All(_folder.GetFiles(), static f => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, f.UnixFileMode));
    }

    [Fact]
    public async Task AddIntentAsync_AfterDispose_IsRefused()
    {
        var ledger = Open();
        ledger.Dispose();

        await Assert.ThrowsAsync<LedgerException>(async () => await ledger.AddIntentAsync(Intent("r1"), Stop));
    }

    public void Dispose()
    {
        foreach (var ledger in _open)
            ledger.Dispose();
        _folder.Delete(recursive: true);
    }
}
