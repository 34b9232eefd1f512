using Elastic.ResponseActions.Simulation.World;

namespace Elastic.ResponseActions.Simulation.Judging;

/// <summary>Judges a run by its history and by what the disk holds at the end. It knows the promise, not how it is kept.</summary>
internal sealed class Checker(History history, RecordedActionLedger stored, IReadOnlyList<SimulatedHost> hosts, ResponsePolicy policy)
{
    // Kibana is asked about releases a moment before the send; what happens in that moment nobody can see.
    private static readonly TimeSpan Moment = TimeSpan.FromMinutes(1);

    // An intent that was written right before a crash is acknowledged after the restart only.
    private static readonly TimeSpan Outage = TimeSpan.FromMinutes(3);

    // A lease is over by the clock here and by the one over there; that one may go before.
    private static readonly TimeSpan KibanaSkew = TimeSpan.FromMinutes(10);

    // Half an hour, and the while that one send may take from the last look to the first byte.
    private static readonly TimeSpan ApprovalTime = TimeSpan.FromMinutes(32);

    private readonly List<Violation> _violations = [];

    public async Task<IReadOnlyList<Violation>> JudgeAsync()
    {
        foreach (var meant in history.Asked.Values)
            JudgeEnd(meant, await stored.FindAsync(meant.Key, CancellationToken.None).ConfigureAwait(false));
        JudgeExecutions();
        for (var post = 0; post < history.Posts.Count; post++)
            JudgePost(post, history.Posts[post]);
        JudgeCaps();
        JudgeBreakers();
        return _violations;
    }

    private void JudgeEnd(Meant meant, LedgerEntry? entry)
    {
        if (entry is null)
        {
            if (meant.IsAcknowledged)
                Add(ViolationKind.Lost, meant, "was acknowledged and is not in the ledger");
            return;
        }

        var outcome = entry.Outcome;
        if (outcome is not ({ IsFinal: true } or { NeedsPerson: true }))
            Add(ViolationKind.Stuck, meant, $"is still {entry}");
        if (outcome is { Kind: ActionOutcomeKind.Refused, Guard: null } && !meant.WasTurnedDown)
            Add(ViolationKind.Lost, meant, $"was given up, though Kibana never turned it down: {outcome.Reason}");
        if (outcome is { Kind: ActionOutcomeKind.Confirmed } && !IsTrue(meant))
            Add(ViolationKind.FalseSuccess, meant, $"is told as {outcome}, and the machine knows nothing of it");
    }

    private bool IsTrue(Meant meant)
    {
        if (history.Executions.Any(e => e.Meant == meant && e.HostNumber == meant.HostNumber))
            return true;

        var host = hosts.FirstOrDefault(h => h.Number == meant.HostNumber);
        return meant.Action.Command.Name switch
        {
            "isolate" => host?.WasSince(meant.AskedAt, isolated: true) == true,
            "unisolate" => host?.WasSince(meant.AskedAt, isolated: false) == true,
            _ => false,
        };
    }

    private void JudgeExecutions()
    {
        foreach (var cause in history.Executions.GroupBy(static e => e.Meant.Cause))
        {
            if (cause.Select(static e => e.Post).Distinct().Count() > 1)
                Add(ViolationKind.SentTwice, cause.First().Meant, $"was executed for {cause.Count()} sends");
        }

        foreach (var execution in history.Executions.Where(static e => e.HostNumber != e.Meant.HostNumber))
            Add(ViolationKind.Misdirected, execution.Meant, $"hit machine {execution.HostNumber} instead of {execution.Meant.HostNumber?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "one out of reach"}");
    }

    private void JudgePost(int number, Post post)
    {
        var meant = post.Meant;
        var isRelease = meant.Action.Command == ResponseActionCommand.Unisolate;
        var sendsSoFar = history.Posts.Take(number + 1).Count(p => p.Meant == meant);
        if (sendsSoFar > post.DurableSendings)
            Add(ViolationKind.NotDurable, meant, $"left {sendsSoFar} times, and the disk knew of {post.DurableSendings}");
        if (post.IsKillSwitchOn && !isRelease)
            Add(ViolationKind.PastKillSwitch, meant, "left while the kill switch was engaged");
        if (post.At > meant.IntendedAt + new DeadlinePolicy().Of(meant.Action) + TimeSpan.FromMinutes(5)
            && !history.RestartsBehind.Exists(at => at > meant.IntendedAt && at < post.At))
            Add(ViolationKind.PastDeadline, meant, $"left at {post.At:O}, meant at {meant.IntendedAt:O}");
        if (NeedsApproval(meant))
            JudgeApproval(post);
        if (meant.Action.IsAutoRelease)
            JudgeAutoRelease(number, post);
        if (meant.Action.Command != ResponseActionCommand.Isolate)
            return;

        if (!meant.Action.IsByHand && history.PersonReleases.Any(r => r.Host == meant.HostNumber && post.At > r.At + Moment && post.At < r.At + TimeSpan.FromHours(23)))
            Add(ViolationKind.PastRelease, meant, "isolates a host that a person has released");
        if (history.Posts.Take(number).Any(p => p.Meant.Action.Command == ResponseActionCommand.Unisolate && p.Meant.HostNumber == meant.HostNumber && p.Meant.IntendedAt > meant.IntendedAt))
            Add(ViolationKind.Inverted, meant, "isolates after the release that was asked for later");
    }

    private bool NeedsApproval(Meant meant) =>
        meant.Action.RuleId is not null && meant.HostNumber is { } number && policy.Approval.Hosts.Contains(hosts[number].Name);

    private void JudgeApproval(Post post)
    {
        var key = post.Meant.Key;
        if (!history.Agreements.Exists(a => a.Key == key && a.Shown.Comment == post.Meant.Action.Comment && a.At <= post.At && a.At > post.At - ApprovalTime))
            Add(ViolationKind.PastApproval, post.Meant, "left without anybody having agreed to it as it is");
        if (history.Denials.TryGetValue(key, out var denied) && denied < post.At)
            Add(ViolationKind.PastApproval, post.Meant, $"left after a person had said no at {denied:O}");
    }

    private void JudgeAutoRelease(int number, Post post)
    {
        var host = post.Meant.HostNumber;
        var executed = history.Executions.Where(e => e.Meant.Action.Command == ResponseActionCommand.Isolate && e.HostNumber == host && e.At < post.At).Select(static e => e.At).DefaultIfEmpty().Max();
        var isolations = history.Posts.Take(number).Where(p => p.Meant.Action.Command == ResponseActionCommand.Isolate && p.Meant.HostNumber == host).ToList();
        var last = isolations.Count == 0 ? default : isolations.Max(static p => p.At);
        if (isolations.Count == 0)
            Add(ViolationKind.WrongRelease, post.Meant, "releases a host that nothing here has isolated");
        else if (post.At < last + Scenario.LeaseTime - KibanaSkew - Moment)
            Add(ViolationKind.WrongRelease, post.Meant, $"releases before its time: isolated at {last:O}");
        if (isolations.Exists(static p => p.Meant.Action.IsByHand))
            Add(ViolationKind.WrongRelease, post.Meant, "releases what a person has isolated");
        if (history.PersonIsolations.Concat(history.PersonReleases).Any(a => a.Host == host && a.At > executed && a.At < post.At - Moment))
            Add(ViolationKind.WrongRelease, post.Meant, "releases a host that a person has acted on since");
    }

    private void JudgeCaps()
    {
        var caps = policy.Caps.PerRule[ResponseActionCommand.Isolate];
        foreach (var rule in history.Posts.Where(static p => p.Meant.Action is { IsByHand: false, Command.Name: "isolate" }).GroupBy(static p => p.Meant.Action.RuleId))
        {
            var asked = rule.Select(static p => p.Meant).Distinct().Select(static m => m.IntendedAt).Order().ToList();
            foreach (var cap in caps)
            {
                for (var i = 0; i + cap.Max < asked.Count; i++)
                {
                    if (asked[i + cap.Max] - asked[i] < cap.Within - Outage)
                        _violations.Add(new Violation(ViolationKind.OverCap, $"rule {rule.Key}: {cap.Max + 1} isolations within {asked[i + cap.Max] - asked[i]}"));
                }
            }
        }
    }

    private void JudgeBreakers()
    {
        foreach (var (ruleId, from, until) in history.Trips)
        {
            var past = history.Posts.FirstOrDefault(p => p.Meant.Action.RuleId is { } rule && rule == ruleId && p.Meant.AskedAt > from && p.Meant.IntendedAt < until && p.At < until);
            if (past is not null)
                Add(ViolationKind.PastBreaker, past.Meant, $"left though the breaker of its rule had tripped at {from:O}");
        }
    }

    private void Add(ViolationKind kind, Meant meant, string what) =>
        _violations.Add(new Violation(kind, $"{meant.Key.Value[..8]} {meant.Action.Command} on '{meant.Action.Target}' {what}"));
}
