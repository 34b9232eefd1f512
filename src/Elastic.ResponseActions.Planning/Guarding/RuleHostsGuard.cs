namespace Elastic.ResponseActions.Guarding;

/// <summary>Holds when one rule matches on a good part of the fleet in a short time: either the rule is wrong, or this is nothing that isolating host by host can solve.</summary>
internal static class RuleHostsGuard
{
    public static GuardFinding Check(GuardCase guarded)
    {
        if (guarded.IsRelease || guarded.Action.RuleId is not { } rule)
        {
            return GuardFinding.Pass("no rule asks for it.");
        }

        var cap = guarded.Policy.Caps.RuleHosts;
        var limit = Math.Max(cap.Max, (int)((guarded.Facts.KnownHosts ?? 0) * cap.Percent / 100));
        var hosts = Math.Max(guarded.Facts.RuleHosts ?? 0, Approved(guarded, rule, cap.Within));
        return hosts > limit
            ? GuardFinding.Hold($"`caps.rule_hosts`: rule '{rule}' matched on {hosts} hosts within {DurationText.Write(cap.Within)}, at most {limit}.")
            : GuardFinding.Pass("the rule does not match all over the fleet.");
    }

    // The action's own host is one of them.
    private static int Approved(GuardCase guarded, string rule, TimeSpan within) => guarded.Past
        .Where(past => past.RuleId == rule && guarded.SteadyNow - past.At < within)
        .Select(past => past.Target)
        .Append(guarded.Action.Target)
        .Distinct()
        .Count();
}
