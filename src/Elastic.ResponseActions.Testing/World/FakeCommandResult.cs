namespace Elastic.ResponseActions.Testing;

/// <summary>What a command or script does on a host of the fake: it writes something and ends. Immutable.</summary>
/// <param name="Stdout">What it writes to standard output.</param>
/// <param name="Stderr">What it writes to standard error.</param>
/// <param name="ExitCode">The code the shell ends with; 0 for success.</param>
public sealed record FakeCommandResult(string Stdout = "", string Stderr = "", int ExitCode = 0);
