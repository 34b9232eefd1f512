namespace Elastic.ResponseActions.Guarding;

/// <summary>Holds what is more than the policy lets happen in a time, per rule and overall. An attacker who can trigger a rule must not be able to take the fleet down.</summary>
internal static class CapsGuard
{
    // No setting goes beyond these; they count every command but releases.
    private static readonly Cap[] Ceiling = [new(100, TimeSpan.FromMinutes(1)), new(1500, TimeSpan.FromHours(1))];

    public static GuardFinding Check(GuardCase guarded)
    {
        if (guarded.IsRelease)
        {
            return GuardFinding.Pass("releases have no cap.");
        }

        var action = guarded.Action;
        var caps = guarded.Policy.Caps;
        return Exceeded(guarded, action.RuleId is null ? [] : caps.PerRule.GetValueOrDefault(action.Command, []), past => past.Command == action.Command && past.RuleId == action.RuleId, $"`caps.rule.{action.Command}` of rule '{action.RuleId}'")
            ?? Exceeded(guarded, caps.Overall.GetValueOrDefault(action.Command, []), past => past.Command == action.Command, $"`caps.overall.{action.Command}`")
            ?? Exceeded(guarded, Ceiling, past => past.Command != ResponseActionCommand.Unisolate, "the built-in ceiling of all actions")
            ?? TooManyIsolated(guarded)
            ?? GuardFinding.Pass("within every cap.");
    }

    private static GuardFinding? Exceeded(GuardCase guarded, IReadOnlyList<Cap> caps, Func<PastAction, bool> counts, string name)
    {
        foreach (var cap in caps)
        {
            var used = guarded.Past.Count(past => counts(past) && guarded.SteadyNow - past.At < cap.Within);
            if (used >= cap.Max)
            {
                return GuardFinding.Hold($"{name}: {used} within {DurationText.Write(cap.Within)}, at most {cap.Max}.");
            }
        }

        return null;
    }

    private static GuardFinding? TooManyIsolated(GuardCase guarded)
    {
        if (guarded.Action.Command != ResponseActionCommand.Isolate)
        {
            return null;
        }

        var caps = guarded.Policy.Caps;
        var share = (int)((guarded.Facts.KnownHosts ?? 0) * caps.IsolatedAtOncePercent / 100);
        var limit = Math.Max(caps.IsolatedAtOnce, share);
        var isolated = IsolatedHosts(guarded.Past.Where(past => !guarded.Facts.History.WasNeverSent(past.Key)));
        isolated.Remove(guarded.Action.Target);
        return isolated.Count >= limit
            ? GuardFinding.Hold($"`caps.isolated_at_once`: {isolated.Count} hosts are isolated by us now, at most {limit}.")
            : null;
    }

    private static HashSet<EndpointId> IsolatedHosts(IEnumerable<PastAction> newestFirst)
    {
        var (isolated, settled) = (new HashSet<EndpointId>(), new HashSet<EndpointId>());
        foreach (var past in newestFirst)
        {
            var isIsolate = past.Command == ResponseActionCommand.Isolate;
            if ((isIsolate || past.Command == ResponseActionCommand.Unisolate) && settled.Add(past.Target) && isIsolate)
            {
                isolated.Add(past.Target);
            }
        }

        return isolated;
    }
}
