namespace Elastic.ResponseActions;

/// <summary>How the dispatcher sends, and how it finds out what an unclear answer meant. Immutable; all times are the clock's of the client.</summary>
public sealed record DispatchOptions
{
    /// <summary>The options used where none are given.</summary>
    public static DispatchOptions Default { get; } = new();

    /// <summary>What the caller knows of its licence and privileges. Default: nothing, and the guards then let nothing pass.</summary>
    public CallerRights Rights { get; init; } = CallerRights.Unknown;

    /// <summary>How often a send that is <b>proven not executed</b> is made before the action is blocked. Default 5. Others are never made again.</summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>The pause after the first send that was not executed; doubled each time, with jitter. Default 1 s.</summary>
    public TimeSpan FirstRetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest such pause; a wait that Kibana asks for may be longer. Default 60 s.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long after an unclear answer Kibana may still be at work on the request. Only after it "not listed" counts. Default 150 s.</summary>
    public TimeSpan QuietTime { get; init; } = TimeSpan.FromSeconds(150);

    /// <summary>The pause between reads of the action list. Default 10 s.</summary>
    public TimeSpan ReadBackPause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many reads of the action list are tried to get two good ones. Default 12.</summary>
    public int MaxReadBacks { get; init; } = 12;

    /// <summary>
    /// How far Kibana's clock and ours may be apart: so much earlier the look into Kibana's list begins. Default 1 day, which costs
    /// little, since the list is that of one command on one host.
    /// </summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromDays(1);

    /// <summary>
    /// Sends an isolation, or the kill of a process by entity id, again where it is not in Kibana's list after the quiet time. It may
    /// then run twice, which is harmless for these; never after a 500 or a crash under way, since then the list proves nothing. Default: false, at most once.
    /// </summary>
    public bool ResendWhenIdempotent { get; init; }

    /// <summary>How many hosts are worked on at one time by what was enqueued. Default 4.</summary>
    public int MaxConcurrentHosts { get; init; } = 4;

    /// <summary>How often <see cref="ResponseActionsService"/> looks again at what is under way. Default 5 s; what is enqueued it sees at once.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long after a send an end of the action in Kibana is looked for; then it has expired. Default 15 days, since Kibana keeps actions for 14.</summary>
    public TimeSpan TrackFor { get; init; } = TimeSpan.FromDays(15);

    /// <summary>How sent actions are looked at until they end: the pauses, and how long a host may contradict a success. Its deadline is not used.</summary>
    public WaitOptions Tracking { get; init; } = WaitOptions.Default;

    /// <summary>One more kill switch beside the policy's file and <see cref="ActionDispatcher.KillSwitch"/>, read right before each send; one that throws counts as engaged. Null: none.</summary>
    public Func<KillSwitchState>? ReadKillSwitch { get; init; }

    /// <summary>Told of each action that begins to wait for a person, held or parked. What it throws is logged and stops nothing. Null: nobody is.</summary>
    public Action<LedgerEntry>? NeedsPerson { get; init; }

    /// <summary>Over which people are asked to approve actions. Null: nobody is; what needs approval is held until somebody looks, see <see cref="ActionApprovals"/>.</summary>
    public IApprovalChannel? ApprovalChannel { get; init; }

    /// <summary>
    /// Told before an isolated host is released by its lease, once a process, and where the release timer gives a host up that may still
    /// be isolated. What it throws is logged and stops nothing. Null: nobody is.
    /// </summary>
    public Action<LeaseNotice>? LeaseNotice { get; init; }

    /// <summary>How old a host's metadata may be at the send; older is read again. Default 1 min.</summary>
    public TimeSpan FactsMaxAge { get; init; } = TimeSpan.FromMinutes(1);
}
