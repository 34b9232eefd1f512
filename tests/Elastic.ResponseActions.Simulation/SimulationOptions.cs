namespace Elastic.ResponseActions.Simulation;

/// <summary>What one run is like, beside its seed.</summary>
internal sealed record SimulationOptions
{
    public static SimulationOptions Default { get; } = new();

    /// <summary>How many actions are asked for.</summary>
    public int Actions { get; init; } = 20;

    /// <summary>The planted bug.</summary>
    public Twin Twin { get; init; }

    /// <summary>The step towards disk or network at which the process crashes, beside the crashes by chance; null: none.</summary>
    public int? CrashAtStep { get; init; }

    /// <summary>The ledger is the one on SQLite, on a failing file layer; false: the one in memory, on a simulated disk.</summary>
    public bool OnSqlite { get; init; }

    /// <summary>Faults by chance. False: none, for runs that crash at a given step.</summary>
    public bool HasStorm { get; init; } = true;

    /// <summary>Idempotent actions may be sent again.</summary>
    public bool ResendWhenIdempotent { get; init; }

    /// <summary>Keeps the history's text and digest.</summary>
    public bool KeepText { get; init; }
}
