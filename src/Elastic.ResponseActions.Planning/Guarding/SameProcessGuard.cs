namespace Elastic.ResponseActions.Guarding;

/// <summary>Holds when one program, by its name or its hash, is ended or suspended on many hosts in a short time: that is how a wrong detection looks.</summary>
internal static class SameProcessGuard
{
    public static GuardFinding Check(GuardCase guarded)
    {
        var action = guarded.Action;
        if (!action.Command.TargetsProcess)
        {
            return GuardFinding.Pass("no process is meant.");
        }

        var names = action.Evidence.Select(alert => alert.ProcessName).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var hashes = action.Evidence.Select(alert => alert.ProcessSha256).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var cap = guarded.Policy.Caps.SameProcess;
        var hosts = guarded.Past
            .Where(past => past.Command.TargetsProcess
                && ((past.ProcessName is { } name && names.Contains(name)) || (past.ProcessSha256 is { } hash && hashes.Contains(hash)))
                && past.Target != action.Target && guarded.SteadyNow - past.At < cap.Within)
            .Select(past => past.Target)
            .Distinct()
            .Count();
        return hosts >= cap.Max
            ? GuardFinding.Hold($"`caps.same_process`: '{names.FirstOrDefault() ?? hashes.FirstOrDefault()}' on {hosts} other hosts within {DurationText.Write(cap.Within)}, at most {cap.Max} hosts.")
            : GuardFinding.Pass("not one program on many hosts.");
    }
}
