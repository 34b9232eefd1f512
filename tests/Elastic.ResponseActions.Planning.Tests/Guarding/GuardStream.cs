using CsCheck;
using static Elastic.ResponseActions.Planning.Tests.Guarding.GuardCases;

namespace Elastic.ResponseActions.Planning.Tests.Guarding;

/// <summary>One input of a random stream: some time passes, then an action is reviewed.</summary>
internal sealed record GuardInput(TimeSpan Passes, PlannedAction Action, TimeSpan EventAge, bool Release, GuardFacts Facts);

/// <summary>Random streams of actions over a few hosts, rules, processes and alerts, most of them fit to be approved, so that histories grow.</summary>
internal static class GuardStream
{
    private static readonly Gen<PlannedAction> Action = Gen.Select(
        Gens.Pick(Isolate, Isolate, Kill, KillPid),
        Gen.Int[0, 11],
        Gens.Pick("r1", "r1", "r2"),
        Gen.Int[0, 30],
        Gens.Pick("4000", "4000", "4004", "4001", "4", "12.0"),
        Gens.Pick("evil.exe", "evil.exe", "evil.exe", "bad.exe", "lsass.exe", ""),
        Odd,
        (action, host, rule, alert, process, name, odd) =>
        {
            var on = action.On($"agent-{host}") with
            {
                RuleId = rule,
                AlertIds = [$"A{alert}"],
                HostName = $"host-{host}",
                ParameterValue = action.ParameterName switch { "pid" => JsonText.Element(process), "entity_id" => JsonText.Element($"\"{process}\""), _ => null },
            };
            return odd(on.With(evidence => evidence with { HostId = $"id-{host}", HostName = $"HOST-{host}", ProcessName = name, ProcessExecutable = null }));
        });

    /// <summary>Streams of inputs; the facts describe the action's own host.</summary>
    public static Gen<GuardInput[]> Inputs { get; } = Gen.Select(
        Gens.Pick(0, 0, 1, 30, 700, 4000, 90_000).Select(seconds => TimeSpan.FromSeconds(seconds)),
        Action,
        Gens.Pick(0, 0, 0, 60, 301, 901, 100_000, -400).Select(seconds => TimeSpan.FromSeconds(seconds)),
        Gen.Int[0, 15],
        Facts,
        (passes, action, age, release, facts) => new GuardInput(passes, action, age, release == 0, facts)).Array[1, 60];

    public static Gen<ResponsePolicy> Policies { get; } = Gens.Pick(
        Policy,
        Policy with { ProtectedHosts = ["host-1*", "agent-3"] },
        Policy with { Approval = new ApprovalPolicy { FirstOfRule = false }, HostClasses = new HostClassPolicy { Servers = ["host-4"] } },
        Policy with { Caps = CapPolicy.Default with { RuleHosts = new RuleHostsCap(1, 0, TimeSpan.FromMinutes(10)) } },
        Policy with { AllowedHosts = ["host-*"], AllowPid = false },
        Policy with { AllowedHosts = ["host-2", "id-5", "agent-7*"] },
        Policy with { Caps = CapPolicy.Default with { IsolatedAtOnce = 2, SameProcess = new Cap(1, TimeSpan.FromMinutes(10)) } },
        ResponsePolicy.Default with { Approval = new ApprovalPolicy { FirstOfRule = false }, Modes = [new ModeRule { RuleId = "r2", Mode = ActionMode.Approve }, new ModeRule { Command = ResponseActionCommand.Isolate, Mode = ActionMode.Enforce }] });

    /// <summary>Reviews a stream, keeping the history as a caller does; every tenth input or so a person releases the host afterwards.</summary>
    public static IEnumerable<(PlannedAction Action, GuardFacts Facts, GuardReview Review, List<PastAction> Past)> Run(GuardInput[] inputs, ResponseGuard guard)
    {
        var (history, past, now) = (ActionHistory.Empty, new List<PastAction>(), Now);
        foreach (var input in inputs)
        {
            now += input.Passes;
            var action = input.Action with { EventTime = now - input.EventAge };
            var facts = input.Facts with { Now = now, History = history, KnownHosts = null };
            facts = Describe(facts, action);

            var review = guard.Review(action, facts);
            yield return (action, facts, review, past);

            foreach (var done in new[] { review.Approved?.Action, input.Release ? Release.On(action.Target.Value) : null }.OfType<PlannedAction>())
            {
                var entry = PastAction.Of(done, facts.Destination, now);
                history = history.Add(entry);
                past.Add(entry);
            }
        }
    }

    private static Gen<Func<PlannedAction, PlannedAction>> Odd => Gens.Pick<Func<PlannedAction, PlannedAction>>(
        action => action,
        action => action,
        action => action,
        action => action,
        action => action,
        action => action with { Error = "failed at once" },
        action => action.With(alert => alert with { HostId = "other" }),
        action => action.With(alert => alert with { HostName = null }),
        action => action.With(alert => alert with { AgentType = AgentType.CrowdStrike }));

    private static Gen<GuardFacts> Facts => Gens.Pick(
        GuardCases.Facts,
        GuardCases.Facts,
        GuardCases.Facts,
        GuardCases.Facts,
        GuardCases.Facts with { KillSwitch = KillSwitchState.Engaged },
        GuardCases.Facts with { PrivilegeGranted = false },
        GuardCases.Facts with { Trips = [new BreakerTrip { RuleId = "r1", Reason = "over a cap.", At = Now }] },
        GuardCases.Facts.With(metadata => metadata with { OsFull = "Windows Server 2022 Datacenter" }),
        GuardCases.Facts with { Endpoint = null },
        GuardCases.Facts.With(metadata => metadata with { HostStatus = HostStatus.Offline }),
        GuardCases.Facts.With(metadata => metadata with { OsType = "linux", OsFull = "Ubuntu 24.04" }));

    private static GuardFacts Describe(GuardFacts facts, PlannedAction action)
    {
        if (facts.Endpoint is null)
        {
            return facts;
        }

        var number = action.Target.Value["agent-".Length..];
        return (facts with { Endpoint = facts.Endpoint with { FetchedAt = facts.Now } })
            .With(metadata => metadata with { AgentId = action.Target, HostId = $"id-{number}", HostName = $"host-{number}", HostHostname = null });
    }
}
