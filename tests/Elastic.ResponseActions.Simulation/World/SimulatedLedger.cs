namespace Elastic.ResponseActions.Simulation.World;

/// <summary>The real ledger in memory, its records on a simulated disk.</summary>
internal sealed class SimulatedLedger : RecordedActionLedger
{
    private readonly RecordDisk _disk;
    private readonly SimulatedProcess _process;

    public SimulatedLedger(RecordDisk disk, SimulatedProcess process, DateTimeOffset now, long writer)
    {
        _disk = disk;
        _process = process;
        Load(disk.Stored);
        AddOpened(now, writer);
    }

    protected override void Append(IReadOnlyList<LedgerRecord> records)
    {
        _process.Step();
        switch (_process.Faults.NextDisk())
        {
            case DiskFault.Full:
                throw new IOException("No space left on device");
            case DiskFault.SyncFails:
                _disk.WriteTorn(records);
                throw new IOException("Input/output error");
            default:
                _disk.Write(records);
                break;
        }

        _process.Step();
    }
}
