using Elastic.ResponseActions.Guarding;
using Elastic.ResponseActions.Json;

namespace Elastic.ResponseActions;

/// <summary>
/// The guards' configuration: what may be enforced, whom nobody may touch, and how much in which time. Immutable; change it with <c>with</c>.
/// The default enforces nothing. The file's schema stands in <c>docs/policy.md</c>.
/// </summary>
public sealed record ResponsePolicy
{
    /// <summary>The policy in force where none is given: a dry run with every limit on.</summary>
    public static ResponsePolicy Default { get; } = new();

    /// <summary>The mode of an action that no mode rule names.</summary>
    public ActionMode DefaultMode { get; init; } = ActionMode.DryRun;

    /// <summary>Modes by rule, tag and command; the first hit wins.</summary>
    public IReadOnlyList<ModeRule> Modes { get; init => field = ValueList<ModeRule>.Of(value); } = ValueList<ModeRule>.Empty;

    /// <summary>The file whose presence engages the kill switch. The guards read no file; the caller does, see <see cref="GuardFacts.KillSwitch"/>.</summary>
    public string? KillSwitchFile { get; init; }

    /// <summary>Hosts that are never acted on: patterns over host name, host id and agent id, <c>*</c> for any run of characters, case ignored.</summary>
    public IReadOnlyList<string> ProtectedHosts { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>Hosts that are never acted on by what they are: networks, classes, agent policies.</summary>
    public HostProtection Protection { get; init; } = new();

    /// <summary>Which hosts are workstations, servers and domain controllers.</summary>
    public HostClassPolicy HostClasses { get; init; } = new();

    /// <summary>Processes that are never ended or suspended, beside the built-in ones: patterns over the process's name.</summary>
    public IReadOnlyList<string> ProtectedProcesses { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>The only hosts that may be acted on, patterns as in <see cref="ProtectedHosts"/>; null: all. Empty: none.</summary>
    public IReadOnlyList<string>? AllowedHosts { get; init => field = value is null ? null : ValueList<string>.Of(value); }

    /// <summary>Whether a process may be named by pid. Pids are reused; off by default.</summary>
    public bool AllowPid { get; init; }

    /// <summary>How many actions in which time.</summary>
    public CapPolicy Caps { get; init; } = CapPolicy.Default;

    /// <summary>How long one target is left alone after an action.</summary>
    public CoolDownPolicy CoolDown { get; init; } = new();

    /// <summary>How old an event may be.</summary>
    public MaxAgePolicy MaxAge { get; init; } = new();

    /// <summary>How long after its approval an action may be sent.</summary>
    public DeadlinePolicy Deadline { get; init; } = new();

    /// <summary>What happens to actions on hosts that do not report.</summary>
    public OfflineHandling Offline { get; init; }

    /// <summary>What a person has to agree to.</summary>
    public ApprovalPolicy Approval { get; init; } = new();

    /// <summary>When hosts that a rule has isolated are released again; null: never.</summary>
    public AutoReleasePolicy? AutoRelease { get; init; }

    /// <summary>Reads a policy file.</summary>
    /// <param name="utf8Json">One JSON object in UTF-8.</param>
    /// <param name="policy">The policy; <see cref="Default"/> where there are errors.</param>
    /// <param name="errors">Every error at once, each with its place and what is allowed there.</param>
    /// <returns>True where there is no error.</returns>
    public static bool TryParse(ReadOnlySpan<byte> utf8Json, out ResponsePolicy policy, out IReadOnlyList<PolicyError> errors) =>
        PolicyReader.TryRead(utf8Json, out policy, out errors);

    /// <inheritdoc />
    public override string ToString() => $"policy: {DefaultMode} by default, {Modes.Count} mode rules, {ProtectedHosts.Count} protected host patterns";
}

/// <summary>The mode of the actions that all given members name; at least one has to be given.</summary>
public sealed record ModeRule
{
    /// <summary>The rule's <c>rule_id</c>; null: any.</summary>
    public string? RuleId { get; init; }

    /// <summary>A tag the rule has to carry; null: any.</summary>
    public string? Tag { get; init; }

    /// <summary>The command; null: any.</summary>
    public ResponseActionCommand? Command { get; init; }

    /// <summary>The mode.</summary>
    public required ActionMode Mode { get; init; }
}

/// <summary>How long one target is left alone after an action on it.</summary>
public sealed record CoolDownPolicy
{
    /// <summary>After an isolation of the host. Default 24 hours.</summary>
    public TimeSpan Isolate { get; init; } = TimeSpan.FromHours(24);

    /// <summary>After ending or suspending the same process, or running the same script, on the same host. Default 1 hour.</summary>
    public TimeSpan Process { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a host that a person released is not isolated again by a rule. Default 24 hours.</summary>
    public TimeSpan AfterRelease { get; init; } = TimeSpan.FromHours(24);
}

/// <summary>How old an event may be when the action on it is sent.</summary>
public sealed record MaxAgePolicy
{
    /// <summary>For isolating. Default 24 hours.</summary>
    public TimeSpan Isolate { get; init; } = TimeSpan.FromHours(24);

    /// <summary>For a process named by entity id, and for scripts. Default 15 minutes.</summary>
    public TimeSpan ProcessEntity { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>For a process named by pid. Default 5 minutes.</summary>
    public TimeSpan ProcessPid { get; init; } = TimeSpan.FromMinutes(5);
}

/// <summary>What happens to actions on hosts that do not report.</summary>
public enum OfflineHandling
{
    /// <summary>They are held. The default.</summary>
    Hold,

    /// <summary>Isolations are sent and wait at Kibana, up to two weeks and without recall. Others are held.</summary>
    Queue,
}
