namespace Elastic.ResponseActions.Simulation;

/// <summary>The process is gone. What it still tries reaches nothing.</summary>
internal sealed class SimulatedCrashException() : Exception("the process crashed");
