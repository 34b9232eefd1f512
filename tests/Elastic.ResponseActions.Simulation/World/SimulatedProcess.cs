namespace Elastic.ResponseActions.Simulation.World;

/// <summary>One life of the real dispatcher with the real ledger and guards, up to its crash.</summary>
internal sealed class SimulatedProcess
{
    private readonly Action<SimulatedProcess> _crashed;
    private readonly Func<bool> _crashNow;
    private ActionDispatcher? _dispatcher;
    private RecordedActionLedger? _ledger;

    public SimulatedProcess(ISimulatedDisk disk, FaultPlan faults, Func<bool> crashNow, Action<SimulatedProcess> crashed)
    {
        Disk = disk;
        Faults = faults;
        _crashNow = crashNow;
        _crashed = crashed;
    }

    public ISimulatedDisk Disk { get; }

    public FaultPlan Faults { get; }

    public bool IsDead { get; private set; }

    public ActionDispatcher Dispatcher => _dispatcher!;

    public RecordedActionLedger Ledger => _ledger!;

    public void Start(RecordedActionLedger ledger, ActionDispatcher dispatcher) => (_ledger, _dispatcher) = (ledger, dispatcher);

    /// <summary>One step of the process towards the world outside: it may be its last.</summary>
    /// <exception cref="SimulatedCrashException">It was.</exception>
    public void Step()
    {
        if (!TryStep())
            throw new SimulatedCrashException();
    }

    /// <summary>The same, where nothing can be thrown; false: it was its last.</summary>
    public bool TryStep()
    {
        if (!IsDead && _crashNow())
            Crash();
        return !IsDead;
    }

    public void Crash()
    {
        if (IsDead)
            return;

        IsDead = true;
        _crashed(this);
    }

    /// <summary>Never ends where the process has died meanwhile.</summary>
    public Task WhileAliveAsync() => IsDead ? new TaskCompletionSource().Task : Task.CompletedTask;
}
