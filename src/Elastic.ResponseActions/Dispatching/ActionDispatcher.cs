using Elastic.ResponseActions.Dispatching;
using Elastic.ResponseActions.Kibana;
using Elastic.ResponseActions.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Elastic.ResponseActions;

/// <summary>
/// Sends approved actions, each at most once, to one host each, in order on each host. Thread-safe; keep one per Kibana and space.
/// </summary>
/// <remarks>
/// Kibana has no idempotency key, so a send whose answer is unclear is never made again: it is looked for in Kibana's list, and parked
/// for a person where it stays unclear. The intent is in the ledger before the first byte leaves; what a crash leaves behind there,
/// <see cref="ProcessPendingAsync"/> takes up, and the guards judge it again.
/// </remarks>
public sealed class ActionDispatcher : IDisposable
{
    private readonly ResponseActionsClient _client;
    private readonly IActionLedger _ledger;
    private readonly DispatchOptions _options;
    private readonly ILogger _logger;
    private readonly SteadyClock _clock;
    private readonly SendGate _gate;
    private readonly HostTurns _turns = new();
    private readonly ApprovalRounds _approvals;
    private readonly Intake _intake;
    private readonly ReleaseTimer _releases;
    private readonly ActionSteps _steps;
    private readonly ActionCourse _course;
    private readonly PendingWork _pending;
    private readonly HostWorkers _workers;
    private readonly UploadContents _uploads = new();
    private readonly SemaphoreSlim _enqueued = new(0, 1);
    private readonly CredentialWatch _credentials;

    /// <summary>Makes a dispatcher.</summary>
    /// <param name="client">The client of the Kibana and space that actions go to; its clock is the dispatcher's.</param>
    /// <param name="policy">The guards' configuration: they judge once more right before each send.</param>
    /// <param name="ledger">The record of intents and outcomes; it stays the caller's.</param>
    /// <param name="options">How to send. Null: the defaults, under which the guards let nothing pass, since no privilege is known.</param>
    /// <param name="logger">Where to log. Null: nowhere.</param>
    public ActionDispatcher(ResponseActionsClient client, ResponsePolicy policy, IActionLedger ledger, DispatchOptions? options = null, ILogger<ActionDispatcher>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(ledger);
        _client = client;
        _ledger = ledger;
        _options = options ?? DispatchOptions.Default;
        _logger = logger ?? NullLogger<ActionDispatcher>.Instance;
        _clock = new SteadyClock(client.TimeProvider);
        _credentials = new CredentialWatch(client.Options.Credentials, client.TimeProvider, _logger);
        _gate = new SendGate(client.TimeProvider);
        Guard = new ResponseGuard(policy);
        KillSwitch = new KillSwitch(policy.KillSwitchFile);
        Hosts = new HostFacts(client, _clock);
        Breaker = new Breaker(ledger, _clock);
        RuleSightings = new RuleSightings(policy, _clock);
        Infrastructure = new InfrastructureHosts(client.Options.Address, client.LooksNamesUp ? System.Net.Dns.GetHostAddressesAsync : null, client.TimeProvider);
        var quietTimes = new QuietTimes(client.TimeProvider, _options.QuietTime);
        var latest = new LatestIsolation(client);
        var standing = new LeaseStanding(ledger);
        var facts = new SendFactsReader(Hosts, Infrastructure, new PersonReleases(client, ledger, _clock, _options), latest, policy, _options);
        _steps = new ActionSteps(ledger, _clock, _options, _logger);
        _intake = new Intake(client, Guard, policy, ReadKillSwitch, ledger, Breaker, new HostLeases(ledger, policy, _clock), standing, RuleSightings, _clock, _options);
        _releases = new ReleaseTimer(ledger, policy, _intake, standing, latest, Hosts, _clock, _options, _logger);
        _course = new ActionCourse(client, _intake, facts, new ServerRelease(client, _logger), _gate, new ReadBack(client, quietTimes, _options), quietTimes, _steps, _uploads, Breaker, KillSwitch, _options, _logger);
        var tracker = new SentTracker(client, _steps, _clock, _options);
        ByHand = new ManualActions(this, _intake, _options.MaxConcurrentHosts);
        _approvals = new ApprovalRounds(_steps, policy, _clock, client.TimeProvider, _options, _logger);
        Approvals = new ActionApprovals(ledger, _turns, _clock, Wake);
        _pending = new PendingWork(ledger, _turns, _course, tracker, _approvals, _steps, _clock, entry => Misfit(entry.Key, entry.Action), _logger);
        _workers = new HostWorkers(_options.MaxConcurrentHosts, _pending.WorkOnAsync, _logger);
    }

    /// <summary>Stops all sends but releases; the dispatcher engages it when an answer names another host than was asked.</summary>
    public KillSwitch KillSwitch { get; }

    /// <summary>Actions that a person asks for.</summary>
    public ManualActions ByHand { get; }

    /// <summary>What waits for a person's approval, and where people approve and deny it.</summary>
    public ActionApprovals Approvals { get; }

    internal ResponseGuard Guard { get; }

    internal HostFacts Hosts { get; }

    internal Breaker Breaker { get; }

    internal RuleSightings RuleSightings { get; }

    internal InfrastructureHosts Infrastructure { get; }

    internal SteadyClock Clock => _clock;

    internal ResponseActionsClient Client => _client;

    internal IActionLedger Ledger => _ledger;

    internal CallerRights Rights => _options.Rights;

    internal TimeSpan PollInterval => _options.PollInterval;

    internal TimeSpan FactsMaxAge => _options.FactsMaxAge;

    /// <summary>Why nothing at all is sent until <see cref="Resume"/>: credentials or address are wrong. Null where something is.</summary>
    public string? BlockedReason => _gate.Everything;

    /// <summary>Opens what 401, 403 or a wrong address had blocked. Call it when the cause is gone; blocked actions can then be dispatched again.</summary>
    public void Resume()
    {
        _gate.Open();
        Wake();
    }

    /// <summary>
    /// Writes the intent of an action. When it returns, the action is in the ledger and will end in one outcome or wait for a person,
    /// over crashes too; <see cref="ProcessPendingAsync"/> sends it.
    /// </summary>
    /// <param name="approved">The action; only the guard makes one.</param>
    /// <param name="cancellationToken">Gives it up before the intent is written.</param>
    /// <returns>The entry in the ledger; or, where there is none, why it was stopped.</returns>
    /// <exception cref="LedgerException">The intent could not be written: it will not be sent.</exception>
    public async ValueTask<EnqueueResult> EnqueueAsync(ApprovedAction approved, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(approved);
        if (Misfit(approved.Key, approved.Action) is { } misfit)
            return new EnqueueResult(null, ActionOutcome.Of(ActionOutcomeKind.Refused, misfit));

        await SetClockAsync(cancellationToken).ConfigureAwait(false);
        var (entry, stopped) = await _intake.EnqueueAsync(approved, cancellationToken).ConfigureAwait(false);
        if (entry is not null)
            Wake();
        return new EnqueueResult(entry, stopped);
    }

    /// <summary>
    /// Moves everything on that waits in the ledger: ends leases whose time is over, sends intents, finds out about unclear sends, looks at sent actions, lets held ones
    /// expire. After a restart this is the recovery. Call it again to look again; calls that overlap share the work.
    /// </summary>
    /// <param name="cancellationToken">Stops the work. What is under way is found out about by the next call.</param>
    /// <returns>Ends when there is nothing left to do now; after an unclear answer that takes as long as the quiet time.</returns>
    /// <exception cref="LedgerException">The ledger could not be read or written; what waits is kept in it.</exception>
    public async ValueTask ProcessPendingAsync(CancellationToken cancellationToken = default)
    {
        await SetClockAsync(cancellationToken).ConfigureAwait(false);
        await _releases.RunAsync(cancellationToken).ConfigureAwait(false);
        var hosts = await _pending.HostsAsync(cancellationToken).ConfigureAwait(false);
        await _workers.WorkAsync(hosts, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Sends one action, or finds out what became of an earlier send of it. Returns once the action is sent, stopped, or parked;
    /// after an unclear answer that takes as long as the quiet time.
    /// </summary>
    /// <param name="approved">The action; only the guard makes one.</param>
    /// <param name="cancellationToken">Gives it up before the send. Under way, the action may be executed all the same: dispatch it again to find out.</param>
    /// <returns>The action from here on; wait on it for the host's answer.</returns>
    public ValueTask<ActionOperation> DispatchAsync(ApprovedAction approved, CancellationToken cancellationToken = default) =>
        DispatchAsync(approved, upload: null, cancellationToken);

    internal async ValueTask<ActionOperation> DispatchAsync(ApprovedAction approved, Func<Stream>? upload, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(approved);
        var asked = AskedAction.Of(approved.Action);
        using var span = Traces.Dispatch(asked);
        var operation = await DispatchAsync(approved, asked, upload, cancellationToken).ConfigureAwait(false);
        Traces.End(span, operation.Outcome);
        return operation;
    }

    private async ValueTask<ActionOperation> DispatchAsync(ApprovedAction approved, AskedAction asked, Func<Stream>? upload, CancellationToken cancellationToken)
    {
        using var turn = _turns.Join(asked.AgentId);
        if (Misfit(approved.Key, approved.Action) is { } misfit)
            return NotSent(approved.Action, ActionOutcome.Of(ActionOutcomeKind.Refused, misfit));

        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        await SetClockAsync(cancellationToken).ConfigureAwait(false);
        var (entry, stopped) = await _intake.EnqueueAsync(approved, cancellationToken).ConfigureAwait(false);
        if (entry is null)
            return NotSent(approved.Action, stopped!);

        if (upload is not null)
            _uploads.Keep(entry.Key, upload);
        var end = await _course.RunAsync(entry, asked, cancellationToken).ConfigureAwait(false);
        return Operation(asked, end);
    }

    /// <summary>
    /// Holds an action in the ledger until a person has approved it, and asks over <see cref="DispatchOptions.ApprovalChannel"/>. After the
    /// approval <see cref="ProcessPendingAsync"/> has the guards judge it again and sends it; silence and a no refuse it.
    /// </summary>
    /// <param name="request">The action; only the guard makes one.</param>
    /// <param name="cancellationToken">Gives it up before the question.</param>
    /// <returns>The action from here on: held, or why it is not.</returns>
    /// <exception cref="LedgerException">The intent could not be written.</exception>
    public async ValueTask<ActionOperation> AskAsync(ApprovalRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var asked = AskedAction.Of(request.Action);
        using var turn = _turns.Join(asked.AgentId);
        if (Misfit(request.Key, request.Action) is { } misfit)
            return NotSent(request.Action, ActionOutcome.Of(ActionOutcomeKind.Refused, misfit));

        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        await SetClockAsync(cancellationToken).ConfigureAwait(false);
        var (entry, stopped) = await _intake.EnqueueAsync(request, cancellationToken).ConfigureAwait(false);
        if (entry is null)
            return NotSent(request.Action, stopped!);

        var end = await _course.RunAsync(entry, asked, cancellationToken).ConfigureAwait(false);
        if (end.Entry is { AwaitsApproval: true } waiting)
            await _approvals.AskAsync(waiting, cancellationToken).ConfigureAwait(false);
        return Operation(asked, end);
    }

    /// <summary>Counts what has not ended, and says what stands in its way.</summary>
    /// <param name="cancellationToken">Gives the read up.</param>
    /// <exception cref="LedgerException">The ledger could not be read.</exception>
    public async ValueTask<DispatcherStatus> ReadStatusAsync(CancellationToken cancellationToken = default)
    {
        var unsettled = await _ledger.ReadUnsettledAsync(cancellationToken).ConfigureAwait(false);
        var trips = await _ledger.ReadTripsAsync(cancellationToken).ConfigureAwait(false);
        var killSwitch = ReadKillSwitch() is var state && state is KillSwitchState.Released or KillSwitchState.NotConfigured ? null : $"kill switch: {KillSwitch.Reason ?? $"{state}"}";
        return DispatcherStatus.Of(unsettled, trips, killSwitch ?? BlockedReason);
    }

    /// <summary>Ends an action that waits: a person says how. What is parked was perhaps executed; look at the host first.</summary>
    /// <param name="key">The action's key.</param>
    /// <param name="kind"><see cref="ActionOutcomeKind.Confirmed"/>, <see cref="ActionOutcomeKind.Failed"/> or <see cref="ActionOutcomeKind.Cancelled"/>.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Gives it up before it is written.</param>
    /// <exception cref="KeyNotFoundException">The ledger has no such action.</exception>
    /// <exception cref="InvalidOperationException">The action does not wait: it has ended, or is under way.</exception>
    public async ValueTask<LedgerEntry> SettleAsync(ActionKey key, ActionOutcomeKind kind, string by, string reason, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        if (kind is not (ActionOutcomeKind.Confirmed or ActionOutcomeKind.Failed or ActionOutcomeKind.Cancelled))
            throw new ArgumentException($"A person ends an action as Confirmed, Failed or Cancelled, not as {kind}.", nameof(kind));

        var entry = await _ledger.FindAsync(key, cancellationToken).ConfigureAwait(false) ?? throw new KeyNotFoundException($"The ledger has no intent of key {key}.");
        using var turn = _turns.Join(entry.Action.Target);
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        entry = (await _ledger.FindAsync(key, cancellationToken).ConfigureAwait(false))!;
        if (!entry.IsUnsent && entry.Outcome is not { NeedsPerson: true })
            throw new InvalidOperationException($"Action {key} is {entry.Outcome?.Kind.ToString() ?? entry.State.ToString()} and does not wait for a person.");

        return await _steps.RecordAsync(key, ActionState.Settled, entry.ActionId, ActionOutcome.Of(kind, $"settled by {by}: {reason}")).ConfigureAwait(false);
    }

    /// <summary>Lets actions pass a tripped breaker again. What it has held stays held until it is dispatched again or expires.</summary>
    /// <param name="ruleId">The rule; null: the breaker of all rules.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Gives it up before it is written.</param>
    public async ValueTask ResetBreakerAsync(string? ruleId, string by, string reason, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        await _ledger.ResetAsync(new BreakerReset { RuleId = ruleId, By = by, Reason = reason, At = _clock.Steady }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Keeps a host from being released by its leases: a person decides about it from now on. Not for a release that is under way.</summary>
    /// <param name="host">The host's agent id.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Gives it up before it is written.</param>
    public async ValueTask EndLeasesAsync(EndpointId host, string by, string reason, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        await _ledger.EndLeasesAsync(new LeaseEnd { Host = host, By = by, Reason = reason, At = _clock.Steady }, cancellationToken).ConfigureAwait(false);
    }

    internal ValueTask KeepIsolatedAsync(PlannedAction refused, CancellationToken cancellationToken) => _intake.KeepIsolatedAsync(refused, cancellationToken);

    internal async ValueTask CompareAsync(PlannedAction refused, CancellationToken cancellationToken)
    {
        using var turn = _turns.Join(refused.Target);
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        await _intake.CompareAsync(refused, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the use of the dispatcher. The ledger and the transport stay open.</summary>
    public void Dispose()
    {
        _credentials.Dispose();
        _intake.Dispose();
        _enqueued.Dispose();
    }

    /// <summary>Ends when something was enqueued or resumed since the last call, or after the time.</summary>
    internal async ValueTask WaitForWorkAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(atMost, _client.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            await _enqueued.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Time is over: look again at what is under way.
        }
    }

    private KillSwitchState ReadKillSwitch()
    {
        var own = KillSwitch.Read();
        if (_options.ReadKillSwitch is not { } read || own is KillSwitchState.Engaged or KillSwitchState.Unreadable)
            return own;

        try
        {
            return read() is var more && more == KillSwitchState.NotConfigured ? own : more;
        }
        catch (Exception)
        {
            // The caller's own code: a switch that cannot be read is an engaged one.
            return KillSwitchState.Unreadable;
        }
    }

    private string? Misfit(ActionKey key, PlannedAction action)
    {
        if (key != ActionKey.Of(action, _client.Destination))
            return "it was approved for another Kibana";
        if (action.SpaceId != _client.Options.SpaceId)
            return $"it belongs to space '{VisibleText.Of(action.SpaceId, 100)}', and this dispatcher sends to space '{_client.Options.SpaceId}'";

        return ActionBody.Misfit(action);
    }

    private async ValueTask SetClockAsync(CancellationToken cancellationToken)
    {
        if (await _ledger.ReadLatestTimeAsync(cancellationToken).ConfigureAwait(false) is { } recorded)
            _clock.NotBefore(recorded);
    }

    private void Wake()
    {
        try
        {
            _enqueued.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }

    private ActionOperation Operation(AskedAction asked, CourseEnd end) => new(
        _client, asked, end.Id, end.Outcome, end.MayHaveRunBefore,
        async (outcome, _) => await _steps.SettleAsync(end.Entry!, asked, end.Id, outcome).ConfigureAwait(false));

    internal ActionOperation NotSent(PlannedAction action, ActionOutcome outcome)
    {
        var asked = AskedAction.Of(action);
        DispatchLog.NotSent(_logger, asked, outcome);
        Meters.Ended(asked, outcome);
        return new ActionOperation(_client, asked, id: null, outcome);
    }
}
