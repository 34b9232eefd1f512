using System.Globalization;
using System.Text.Json;

namespace Elastic.ResponseActions.Guarding;

/// <summary>Lets a process be named by entity id, and by pid only where the policy allows it and the pid can be one. Pids are reused; entity ids are not.</summary>
internal static class ProcessSelectorGuard
{
    public static GuardFinding Check(GuardCase guarded)
    {
        if (!guarded.Action.Command.TargetsProcess)
        {
            return GuardFinding.Pass("no process is meant.");
        }

        if (guarded.Action.ParameterValue is not { } value)
        {
            return GuardFinding.Refuse("no process is named.");
        }

        return guarded.IsByPid ? CheckPid(guarded, value) : CheckText(guarded.Action.ParameterName!, value);
    }

    private static GuardFinding CheckText(string parameter, JsonElement value) =>
        value.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(value.GetString())
            ? GuardFinding.Pass(parameter == "entity_id" ? "the process is named by entity id." : "every process of that name is meant.")
            : GuardFinding.Refuse($"`{parameter}` is {value.GetRawText()}; expected text.");

    private static GuardFinding CheckPid(GuardCase guarded, JsonElement value)
    {
        if (!guarded.Policy.AllowPid)
        {
            return GuardFinding.Refuse("the process is named by pid, and pids are reused. Select `process.entity_id`, or set `allow_pid` in the policy.");
        }

        // The raw text, so that 12.0, 1e3 and "12" are no pids, whatever they would be rounded to.
        var text = value.GetRawText();
        if (value.ValueKind != JsonValueKind.Number || !uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) || pid == 0)
        {
            return GuardFinding.Refuse($"`pid` is {text}; expected a whole number from 1 to 4294967295.");
        }

        return pid % 4 == 0 ? GuardFinding.Pass("the pid is well formed.") : CheckOs(guarded, pid);
    }

    // Windows ignores the two low bits of a pid: 13102 ends 13100.
    private static GuardFinding CheckOs(GuardCase guarded, uint pid)
    {
        string?[] systems = [guarded.Metadata?.OsType, .. guarded.Action.Evidence.Select(alert => alert.HostOsType)];
        if (systems.Any(os => string.Equals(os, "windows", StringComparison.OrdinalIgnoreCase)))
        {
            return GuardFinding.Refuse($"pid {pid} is no multiple of 4, so on Windows it would hit another process.");
        }

        return systems.All(string.IsNullOrEmpty)
            ? guarded.Missing($"the operating system of '{guarded.Action.Target}', needed for pid {pid},")
            : GuardFinding.Pass("the pid is well formed.");
    }
}
