namespace Elastic.ResponseActions.Planning.Tests.Oracle;

/// <summary>
/// The guards once more, as one list of plain sentences over one plain list of what was approved, for isolate and kill by rules at send time.
/// Written from the pages, not from the code: first sentence that is true decides.
/// </summary>
internal static class SlowGuard
{
    private static readonly string[] Vital =
        ["system", "csrss", "smss", "wininit", "winlogon", "services", "lsass", "svchost", "init", "systemd", "launchd", "kernel_task", "elastic-agent", "elastic-endpoint"];

    public static (GuardVerdict Verdict, string Guard) Review(PlannedAction action, GuardFacts facts, ResponsePolicy policy, IReadOnlyList<PastAction> past)
    {
        var alert = action.Evidence.Single();
        var host = facts.Endpoint?.Metadata;
        var isIsolate = action.Command.Name == "isolate";
        var isPid = action.ParameterName == "pid";
        var value = action.ParameterValue?.GetRawText() ?? "";
        string[] names = [action.Target.Value, action.HostName ?? "", alert.HostId ?? "", alert.HostName ?? "", host?.HostId ?? "", host?.HostName ?? ""];

        bool Protected() => policy.ProtectedHosts.Any(pattern => names.Any(name => name.Length > 0 && Like(pattern, name)));
        bool VitalProcess() => Vital.Any(name => string.Equals(alert.ProcessName?.Replace(".exe", "", StringComparison.OrdinalIgnoreCase), name, StringComparison.OrdinalIgnoreCase));
        double Minutes(PastAction one) => (facts.Now - one.At).TotalMinutes;
        bool Same(PastAction one) => one.Command == action.Command && one.Target == action.Target && one.Subject == PastAction.Of(action, "", facts.Now).Subject;
        bool Over(IReadOnlyDictionary<ResponseActionCommand, IReadOnlyList<Cap>> caps, bool ofRule) => caps[action.Command].Any(cap =>
            past.Count(one => one.Command == action.Command && (!ofRule || one.RuleId == action.RuleId) && facts.Now - one.At < cap.Within) >= cap.Max);
        int Isolated() => past.Select(one => one.Target).Distinct().Count(target => target != action.Target
            && past.LastOrDefault(one => one.Target == target && (one.Command.Name is "isolate" or "unisolate"))?.Command.Name == "isolate");
        int HostsWithProcess() => past.Where(one => one.Command.TargetsProcess && one.ProcessName == alert.ProcessName && one.Target != action.Target && facts.Now - one.At < policy.Caps.SameProcess.Within)
            .Select(one => one.Target).Distinct().Count();

        int HostsOfRule() => past.Where(one => one.RuleId == action.RuleId && facts.Now - one.At < policy.Caps.RuleHosts.Within).Select(one => one.Target).Append(action.Target).Distinct().Count();
        string HostClass() => policy.HostClasses.Servers.Any(pattern => names.Any(name => Like(pattern, name))) || host!.OsFull!.Contains("Server", StringComparison.Ordinal) ? "Server"
            : host.OsFull.StartsWith("Windows", StringComparison.Ordinal) ? "Workstation"
            : "Unknown";

        (bool Says, GuardVerdict Verdict, string Guard)[] sentences =
        [
            (facts.KillSwitch is KillSwitchState.Engaged or KillSwitchState.Unreadable, GuardVerdict.Held, "kill switch"),
            (action.Error is not null, GuardVerdict.Refused, "applicability"),
            (alert.AgentType?.Name != "endpoint", GuardVerdict.Refused, "target agreement"),
            (host is null, GuardVerdict.Refused, "target agreement"),
            (host is not null && (alert.HostId is null || alert.HostId != host.HostId), GuardVerdict.Refused, "target agreement"),
            (host is not null && !string.Equals(alert.HostName, host.HostName, StringComparison.OrdinalIgnoreCase), GuardVerdict.Refused, "target agreement"),
            (Protected(), GuardVerdict.Refused, "protected hosts"),
            (policy.AllowedHosts is { } allowed && !allowed.Any(pattern => names.Any(name => name.Length > 0 && Like(pattern, name))), GuardVerdict.Refused, "protected hosts"),
            (isPid && value is "0" or "1" or "4", GuardVerdict.Refused, "protected processes"),
            (!isIsolate && string.IsNullOrEmpty(alert.ProcessName), GuardVerdict.Held, "protected processes"),
            (!isIsolate && VitalProcess(), GuardVerdict.Refused, "protected processes"),
            (action.EventTime is null, GuardVerdict.Refused, "staleness"),
            (action.EventTime > facts.Now.AddMinutes(5), GuardVerdict.Refused, "staleness"),
            (isIsolate && action.EventTime < facts.Now.AddHours(-24), GuardVerdict.Held, "staleness"),
            (!isIsolate && !isPid && action.EventTime < facts.Now.AddMinutes(-15), GuardVerdict.Refused, "staleness"),
            (isPid && action.EventTime < facts.Now.AddMinutes(-5), GuardVerdict.Refused, "staleness"),
            (isPid && !policy.AllowPid, GuardVerdict.Refused, "process selector"),
            (isPid && !(value.All(char.IsAsciiDigit) && long.Parse(value, System.Globalization.CultureInfo.InvariantCulture) is >= 1 and <= 4294967295), GuardVerdict.Refused, "process selector"),
            (isPid && (host?.OsType == "windows" || alert.HostOsType == "windows") && value[^1] is '1' or '3' or '5' or '7' or '9', GuardVerdict.Refused, "process selector"),
            (!isIsolate && !isPid && value.Trim('"').Length == 0, GuardVerdict.Refused, "process selector"),
            (past.Any(one => one.Key == ActionKey.Of(action, facts.Destination)), GuardVerdict.Refused, "duplicate"),
            (past.Any(one => Same(one) && Minutes(one) < (isIsolate ? 24 * 60 : 60)), GuardVerdict.Refused, "cool-down"),
            (isIsolate && past.LastOrDefault(one => one.Target == action.Target && one.IsByHand && one.Command.Name == "unisolate") is { } release && Minutes(release) < 24 * 60, GuardVerdict.Held, "released by a person"),
            (host?.HostStatus?.Name == "offline", GuardVerdict.Held, "offline host"),
            (Over(policy.Caps.PerRule, ofRule: true) || Over(policy.Caps.Overall, ofRule: false), GuardVerdict.Held, "caps"),
            (past.Count(one => one.Command.Name != "unisolate" && Minutes(one) < 1) >= 100 || past.Count(one => one.Command.Name != "unisolate" && Minutes(one) < 60) >= 1500, GuardVerdict.Held, "caps"),
            (isIsolate && Isolated() >= policy.Caps.IsolatedAtOnce, GuardVerdict.Held, "caps"),
            (!isIsolate && HostsWithProcess() >= policy.Caps.SameProcess.Max, GuardVerdict.Held, "same process"),
            (HostsOfRule() > policy.Caps.RuleHosts.Max, GuardVerdict.Held, "rule hosts"),
            (facts.Trips.Any(trip => trip.RuleId == action.RuleId), GuardVerdict.Held, "breaker"),
            (Mode(action, policy) == ActionMode.Approve, GuardVerdict.Held, "approval"),
            (Mode(action, policy) == ActionMode.Enforce && host is not null && policy.Approval.Classes.Any(one => one.ToString() == HostClass()), GuardVerdict.Held, "approval"),
            (facts.PrivilegeGranted != true, GuardVerdict.Refused, "privilege"),
            (Mode(action, policy) == ActionMode.DryRun, GuardVerdict.WouldSend, "mode"),
            (true, GuardVerdict.Approved, "mode"),
        ];
        var first = sentences.First(sentence => sentence.Says);
        return (first.Verdict, first.Guard);
    }

    private static ActionMode Mode(PlannedAction action, ResponsePolicy policy)
    {
        foreach (var rule in policy.Modes)
        {
            if ((rule.RuleId ?? action.RuleId) == action.RuleId && (rule.Command ?? action.Command) == action.Command && (rule.Tag is null || action.RuleTags.Contains(rule.Tag)))
            {
                return rule.Mode;
            }
        }

        return policy.DefaultMode;
    }

    private static bool Like(string pattern, string name) => pattern.EndsWith('*')
        ? name.StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase)
        : name.Equals(pattern, StringComparison.OrdinalIgnoreCase);
}
