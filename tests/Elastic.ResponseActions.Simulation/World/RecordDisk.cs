using System.Text.Json;

namespace Elastic.ResponseActions.Simulation.World;

/// <summary>What outlives a crash: records that were synced, and by chance the first of those that were not.</summary>
internal sealed class RecordDisk(Random random, Twin twin) : ISimulatedDisk
{
    private readonly List<LedgerRecord> _synced = [];
    private readonly List<LedgerRecord> _written = [];
    private readonly Dictionary<string, int> _sendings = [];
    private long _writer;

    public IReadOnlyList<LedgerRecord> Stored => [.. _synced, .. _written];

    public int DurableSendings(string key) => _sendings.GetValueOrDefault(key);

    public RecordedActionLedger Open(SimulatedProcess process, TimeProvider clock) => new SimulatedLedger(this, process, clock.GetUtcNow(), ++_writer);

    public void Write(IReadOnlyList<LedgerRecord> records)
    {
        _written.AddRange(records);
        if (twin != Twin.FsyncSkipped)
            Sync();
    }

    /// <summary>The write reports failure, and what of it is on the disk is anybody's guess.</summary>
    public void WriteTorn(IReadOnlyList<LedgerRecord> records)
    {
        foreach (var record in records)
        {
            if (random.Next(2) == 0)
                break;
            Write([record]);
        }
    }

    /// <summary>The machine goes down: what was not synced is gone, or its tail is.</summary>
    public void Crash()
    {
        if (twin == Twin.MemoryOnly)
            _synced.Clear();
        var kept = twin == Twin.MemoryOnly ? 0 : random.Next(_written.Count + 1);
        _written.RemoveRange(kept, _written.Count - kept);
        Sync();
    }

    public void Dispose()
    {
    }

    private void Sync()
    {
        foreach (var record in _written)
        {
            _synced.Add(record);
            if (record.Utf8Body.Span.IndexOf("\"Sending\""u8) < 0)
                continue;

            using var json = JsonDocument.Parse(record.Utf8Body);
            if (json.RootElement.TryGetProperty("state", out var state) && state.ValueEquals("Sending"))
            {
                var key = json.RootElement.GetProperty("key").GetString()!;
                _sendings[key] = _sendings.GetValueOrDefault(key) + 1;
            }
        }

        _written.Clear();
    }
}
