namespace Elastic.ResponseActions.Simulation.World;

/// <summary>Where a run's ledger is kept, over its processes and their crashes.</summary>
internal interface ISimulatedDisk : IDisposable
{
    /// <summary>Every record that is there.</summary>
    IReadOnlyList<LedgerRecord> Stored { get; }

    /// <summary>How many sends of this key the disk is sure to remember.</summary>
    int DurableSendings(string key);

    /// <summary>The real ledger of a process that starts. The one before it is dead.</summary>
    /// <exception cref="LedgerException">It could not be opened: the process ends.</exception>
    /// <exception cref="SimulatedCrashException">The process crashed meanwhile.</exception>
    RecordedActionLedger Open(SimulatedProcess process, TimeProvider clock);

    /// <summary>The machine goes down: what was not synced may be gone.</summary>
    void Crash();
}
