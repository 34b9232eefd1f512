using System.Text.Json;

namespace Elastic.ResponseActions.Guarding;

/// <summary>Refuses to end or suspend what an operating system, or the agent itself, stands on. A process whose name no alert tells is held.</summary>
internal static class ProtectedProcessesGuard
{
    // A wrong detection of svchost.exe once took tens of thousands of machines down.
    private static readonly string[] BuiltIn =
    [
        "system", "csrss", "smss", "wininit", "winlogon", "services", "lsass", "svchost",
        "init", "systemd", "launchd", "kernel_task",
        "elastic-agent", "elastic-endpoint",
    ];

    public static GuardFinding Check(GuardCase guarded)
    {
        var action = guarded.Action;
        if (!action.Command.TargetsProcess)
        {
            return GuardFinding.Pass("no process is meant.");
        }

        // 0: idle, 1: init or launchd, 4: Windows' System.
        if (guarded.IsByPid && Text(action.ParameterValue) is "0" or "1" or "4")
        {
            return GuardFinding.Refuse($"pid {Text(action.ParameterValue)} belongs to the operating system.");
        }

        if (action.ParameterName == "process_name" && Text(action.ParameterValue) is { } named && CheckNames(guarded, [named, LastPart(named)!]) is { } objection)
        {
            return objection;
        }

        foreach (var alert in action.Evidence)
        {
            var names = Names(alert);
            if (names.Count == 0)
            {
                return GuardFinding.Hold($"alert '{alert.AlertId}' gives no name of the process at `{action.ParameterField}`, so it may be a protected one. Send the name beside it.");
            }

            if (CheckNames(guarded, names) is { } refusal)
            {
                return refusal;
            }
        }

        return GuardFinding.Pass(action.Evidence.Count == 0 ? "no alert names the process; asked for by hand." : "the process is not protected.");
    }

    private static GuardFinding? CheckNames(GuardCase guarded, List<string> names)
    {
        if (names.FirstOrDefault(name => BuiltIn.Any(known => Is(name, known))) is { } builtIn)
        {
            return GuardFinding.Refuse($"the process '{builtIn}' is protected: systems or the agent stand on it.");
        }

        return NamePattern.FirstMatch(guarded.Policy.ProtectedProcesses, names) is { } pattern
            ? GuardFinding.Refuse($"the process is protected: it matches `{pattern}` of the policy's `protected.processes`.")
            : null;
    }

    /// <summary>The name, the program's path, and the last part of that path.</summary>
    private static List<string> Names(AlertEvidence alert)
    {
        string?[] names = [alert.ProcessName, alert.ProcessExecutable, LastPart(alert.ProcessExecutable)];
        return [.. names.OfType<string>().Where(name => name.Length > 0)];
    }

    private static string? LastPart(string? path) => path?[(path.LastIndexOfAny(['/', '\\']) + 1)..];

    private static bool Is(string name, string known) =>
        name.Equals(known, StringComparison.OrdinalIgnoreCase) || name.Equals(known + ".exe", StringComparison.OrdinalIgnoreCase);

    private static string? Text(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { } other => other.GetRawText(),
        null => null,
    };
}
