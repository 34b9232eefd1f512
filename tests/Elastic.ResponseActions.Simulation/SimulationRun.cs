using Elastic.ResponseActions.Simulation.Judging;
using Elastic.ResponseActions.Simulation.World;

namespace Elastic.ResponseActions.Simulation;

/// <summary>
/// One run: real dispatcher, ledger and guards against a world made from a seed, on one thread and in virtual time. The same seed
/// and options give the same run, bit for bit.
/// </summary>
internal sealed class SimulationRun
{
    private const int HostCount = 6;

    private static readonly TimeSpan Storm = TimeSpan.FromMinutes(45);
    private static readonly TimeSpan End = TimeSpan.FromDays(17);
    private static readonly CallerRights Rights = new()
    {
        License = LicenseLevel.Enterprise,
        Commands = new HashSet<ResponseActionCommand> { ResponseActionCommand.Isolate, ResponseActionCommand.Unisolate, ResponseActionCommand.KillProcess, ResponseActionCommand.SuspendProcess },
    };

    private readonly int _seed;
    private readonly SimulationOptions _options;
    private readonly Random _random;
    private readonly VirtualClock _clock = new();
    private readonly History _history;
    private readonly SimulatedKibana _kibana;
    private readonly ISimulatedDisk _disk;
    private readonly ResponsePolicy _policy;
    private readonly KibanaOptions _kibanaOptions = new() { Address = new Uri("https://kibana.example"), MaxReadRetries = 0, JitterSeed = 1 };
    private readonly List<Meant> _unacknowledged = [];
    private readonly SimulatedApprover _approver;
    private SimulatedProcess _process = null!;
    private TimeSpan _wallOffset;
    private bool _isKillSwitchOn;
    private int _steps;
    private bool _isSettled;
    private Exception? _failure;

    private SimulationRun(int seed, SimulationOptions options)
    {
        _seed = seed;
        _options = options;
        _random = new Random(seed);
        _history = new History(options.KeepText);
        _kibana = new SimulatedKibana(_clock, _random, _history, _random.Next(5) == 0 ? TimeSpan.FromMinutes(_random.Next(-10, 11)) : TimeSpan.Zero);
        _disk = options.OnSqlite ? new SqliteDisk(_random, options.Twin) : new RecordDisk(_random, options.Twin);
        _policy = Scenario.Policy(_random, options.Twin, hasLeases: seed % 3 == 0, hasApprovals: seed % 4 == 1);
        _approver = new SimulatedApprover(_clock, _random, _history, () => _process, Failed);
    }

    public static SimulationResult Run(int seed, SimulationOptions options)
    {
        var run = new SimulationRun(seed, options);
        using (run._disk)
            return run.Run();
    }

    private SimulationResult Run()
    {
        for (var i = 0; i < HostCount; i++)
            _kibana.Hosts.Add(new SimulatedHost(i) { IsOnline = _options.HasStorm is false || _random.Next(100) >= 15 });

        StartProcess();
        Schedule();
        _clock.RunUntil(End, () => _isSettled || _failure is not null);
        if (_failure is not null)
            throw new InvalidOperationException($"Seed {_seed}: the simulation itself failed.", _failure);

        return Judge();
    }

    private void StartProcess()
    {
        var faults = new FaultPlan(_random, () => _options.HasStorm && _clock.Ticks < Storm.Ticks);
        var process = new SimulatedProcess(_disk, faults, () => _options.CrashAtStep == ++_steps || (_options.HasStorm && faults.NextCrash()), Crashed);
        _process = process;
        var clock = new ProcessClock(_clock, () => _wallOffset, () => process.IsDead);
        try
        {
            var stored = _disk.Open(process, clock);
            IActionLedger ledger = _options.Twin == Twin.None ? stored : new TwinLedger(_options.Twin, stored, _clock.Now);
            IResponseActionTransport way = new SimulatedWay(_clock, _kibana, process, _random, _history, () => _isKillSwitchOn);
            if (_options.Twin != Twin.None)
                way = new TwinTransport(_options.Twin, way);
            var client = new ResponseActionsClient(way, _kibanaOptions, clock);
            var readOnce = _isKillSwitchOn;
            process.Start(stored, new ActionDispatcher(client, _policy, ledger, new DispatchOptions
            {
                Rights = Rights,
                ApprovalChannel = _policy.Approval.Hosts.Count > 0 ? _approver : null,
                ResendWhenIdempotent = _options.ResendWhenIdempotent || _options.Twin is Twin.NoQuietTime or Twin.ResendAfter500,
                QuietTime = _options.Twin == Twin.NoQuietTime ? TimeSpan.Zero : DispatchOptions.Default.QuietTime,
                ReadKillSwitch = () => (_options.Twin == Twin.KillSwitchReadOnce ? readOnce : _isKillSwitchOn) ? KillSwitchState.Engaged : KillSwitchState.Released,
            }));
        }
        catch (Exception failed) when (failed is LedgerException or SimulatedCrashException)
        {
            process.Crash();
            return;
        }

        foreach (var meant in _unacknowledged.ToList())
            _ = AskAsync(meant);
        Wake();
    }

    private void Crashed(SimulatedProcess process)
    {
        _history.Crashed(_clock.Now);
        _disk.Crash();
        _clock.After(TimeSpan.FromSeconds(_random.Next(1, 120)), StartProcess);
    }

    private void Schedule()
    {
        for (var i = 0; i < _options.Actions; i++)
        {
            var cause = i;
            _clock.After(TimeSpan.FromSeconds(_random.Next(1800)), () => Ask(cause));
        }

        for (var i = 0; i < 3; i++)
            _clock.After(TimeSpan.FromSeconds(_random.Next(2700)), ReleaseSomebody);
        if (_random.Next(3) == 0)
            _clock.After(TimeSpan.FromSeconds(_random.Next(1800)), SwitchOff);
        if (_options.HasStorm && _random.Next(5) == 0)
            _clock.After(TimeSpan.FromSeconds(_random.Next(2400)), SetClockWrong);
        for (var minute = 5; minute < 90; minute += 10)
            _clock.After(TimeSpan.FromMinutes(minute), Operate);
        foreach (var host in _kibana.Hosts.Where(static h => !h.IsOnline))
            _clock.After(TimeSpan.FromMinutes(_random.Next(5, 200)), () => host.IsOnline = true);

        void Again()
        {
            Wake();
            _clock.After(_clock.Ticks < Storm.Ticks ? TimeSpan.FromSeconds(60) : _clock.Ticks < TimeSpan.FromHours(4).Ticks ? TimeSpan.FromMinutes(5) : TimeSpan.FromHours(12), Again);
        }

        Again();
    }

    private void Ask(int cause)
    {
        var host = _kibana.Hosts[_random.Next(HostCount)];
        var isClone = _random.Next(15) == 0;
        var kind = _random.Next(10);
        if (kind == 0 && _random.Next(2) == 0)
        {
            // Somebody cuts a host off and soon thinks better of it.
            var release = cause + 1000;
            _clock.After(TimeSpan.FromSeconds(_random.Next(5, 300)), () => Ask(release, Scenario.ByHand(host, release, ResponseActionCommand.Unisolate), host.Number));
            Ask(cause, Scenario.ByHand(host, cause, ResponseActionCommand.Isolate), host.Number);
            return;
        }

        if (kind is >= 6 && !isClone)
            host.Processes.Add(Scenario.Process(cause, kind));
        var action = kind == 0 ? Scenario.ByHand(host, cause, ResponseActionCommand.Unisolate) : Scenario.ByRule(host, cause, kind, isClone && _options.Twin != Twin.AgentIdTrusted, _clock.Now - TimeSpan.FromSeconds(_random.Next(120)));
        Ask(cause, action, kind != 0 && isClone ? null : host.Number);
        if (kind == 0 || _random.Next(5) != 0)
            return;

        // The rule runs again over the same alert.
        _clock.After(TimeSpan.FromSeconds(_random.Next(1, 600)), () => Ask(
            cause,
            _options.Twin == Twin.NoDedupKey ? action with { AlertIds = [$"alert-{cause}-again"] } : action,
            isClone ? null : host.Number));
    }

    private void Ask(int cause, PlannedAction action, int? hostNumber)
    {
        var meant = new Meant { Key = ActionKey.Of(action, "https://kibana.example/"), Action = action, Cause = cause, HostNumber = hostNumber, AskedAt = _clock.Now };
        _history.Ask(meant.Key, meant);
        meant = _history.Asked[meant.Key];
        if (!meant.IsAcknowledged && !_unacknowledged.Contains(meant))
            _unacknowledged.Add(meant);
        _ = AskAsync(meant);
    }

    /// <summary>The feed: what was not acknowledged comes again after a restart.</summary>
    private async Task AskAsync(Meant meant)
    {
        var process = _process;
        if (process.IsDead)
            return;

        try
        {
            var host = _kibana.Hosts.Single(h => h.AgentId == meant.Action.Target.Value);
            var now = _clock.Now + _wallOffset;
            var review = new ResponseGuard(_policy).Review(meant.Action, new GuardFacts
            {
                Now = now,
                Destination = _kibanaOptions.Address.AbsoluteUri,
                KillSwitch = KillSwitchState.Released,
                PrivilegeGranted = true,
                KnownHosts = HostCount,
                Endpoint = new EndpointFacts
                {
                    FetchedAt = now,
                    Metadata = new EndpointMetadata { AgentId = meant.Action.Target, HostId = host.HostId, HostName = host.Name, OsType = "linux", HostStatus = HostStatus.Healthy },
                },
            });
            if (review.Approved is null && review.Request is null)
            {
                _unacknowledged.Remove(meant);
                return;
            }

            if (review.Request is { } request)
                await process.Dispatcher.AskAsync(request).ConfigureAwait(false);
            else
                await process.Dispatcher.EnqueueAsync(review.Approved!).ConfigureAwait(false);
            if (process.IsDead)
                return;

            _unacknowledged.Remove(meant);
            if (await process.Ledger.FindAsync(meant.Key, CancellationToken.None).ConfigureAwait(false) is not null)
                _history.Acknowledged(meant.Key, _clock.Now);
            await NoteTripsAsync(process).ConfigureAwait(false);
            Wake();
        }
        catch (Exception failure)
        {
            Failed(process, failure);
        }
    }

    private void Wake() => _ = WakeAsync(_process);

    private async Task WakeAsync(SimulatedProcess process)
    {
        if (process.IsDead)
            return;

        try
        {
            await process.Dispatcher.ProcessPendingAsync().ConfigureAwait(false);
            await NoteTripsAsync(process).ConfigureAwait(false);
            await SettleIfDoneAsync(process).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Failed(process, failure);
        }
    }

    // A process whose ledger has failed ends, as a service does; anything else is a fault of the product or of this.
    private void Failed(SimulatedProcess process, Exception failure)
    {
        if (failure is LedgerException)
            process.Crash();
        else if (!process.IsDead && failure is not SimulatedCrashException)
            _failure ??= failure;
    }

    private async Task NoteTripsAsync(SimulatedProcess process)
    {
        if (!process.IsDead)
            _history.NoteTrips(await process.Ledger.ReadTripsAsync(CancellationToken.None).ConfigureAwait(false), _clock.Now);
    }

    private async Task SettleIfDoneAsync(SimulatedProcess process)
    {
        if (process.IsDead || _clock.Ticks < Storm.Ticks + TimeSpan.FromHours(2).Ticks || _unacknowledged.Count > 0)
            return;

        var unsettled = await process.Ledger.ReadUnsettledAsync(CancellationToken.None).ConfigureAwait(false);
        var leases = await process.Ledger.ReadLeasesAsync(CancellationToken.None).ConfigureAwait(false);
        _isSettled = unsettled.All(static e => e.Outcome?.Kind == ActionOutcomeKind.Parked) && (leases.Count == 0 || _policy.AutoRelease is null || _clock.Ticks > TimeSpan.FromHours(12).Ticks);
    }

    // A person works in Kibana's own pages, past every ledger.
    private void ReleaseSomebody()
    {
        var host = _kibana.Hosts[_random.Next(HostCount)];
        if (host.IsIsolated)
        {
            _kibana.ReleaseByPerson(host);
            return;
        }

        _kibana.IsolateByPerson(host);
        _clock.After(TimeSpan.FromSeconds(_random.Next(30, 600)), () => _kibana.ReleaseByPerson(host));
    }

    private void SwitchOff()
    {
        _isKillSwitchOn = true;
        _history.Tell(_clock.Now, "kill switch on");
        _clock.After(TimeSpan.FromMinutes(_random.Next(1, 15)), () => _isKillSwitchOn = false);
    }

    private void SetClockWrong()
    {
        _wallOffset = TimeSpan.FromDays(_random.Next(2) == 0 ? 1 : -1);
        _history.SetClock(_wallOffset, _clock.Now);
        _clock.After(TimeSpan.FromMinutes(_random.Next(1, 60)), () =>
        {
            _wallOffset = TimeSpan.Zero;
            _history.SetClock(_wallOffset, _clock.Now);
        });
    }

    /// <summary>The person on duty sets right what has been blocked.</summary>
    private void Operate() => _ = OperateAsync(_process);

    private async Task OperateAsync(SimulatedProcess process)
    {
        if (process.IsDead)
            return;

        try
        {
            process.Dispatcher.Resume();
            process.Dispatcher.KillSwitch.Release();
            foreach (var trip in await process.Ledger.ReadTripsAsync(CancellationToken.None).ConfigureAwait(false))
            {
                if (_random.Next(2) == 0)
                    await process.Dispatcher.ResetBreakerAsync(trip.RuleId, "duty", "looked at").ConfigureAwait(false);
            }

            await NoteTripsAsync(process).ConfigureAwait(false);
            Wake();
        }
        catch (Exception failure)
        {
            Failed(process, failure);
        }
    }

    private SimulationResult Judge()
    {
        var stored = new StoredLedger(_disk.Stored);
        var violations = new Checker(_history, stored, _kibana.Hosts, _policy).JudgeAsync().GetAwaiter().GetResult();
        Dictionary<ActionOutcomeKind, int> outcomes = [];
        foreach (var key in _history.Asked.Keys)
        {
            if (stored.Find(key) is not { } entry)
                continue;

            _history.Ended(entry);
            if (entry.Outcome is { } outcome)
                outcomes[outcome.Kind] = outcomes.GetValueOrDefault(outcome.Kind) + 1;
        }

        return new SimulationResult
        {
            Seed = _seed,
            Violations = violations,
            Outcomes = outcomes,
            Crashes = _history.Crashes,
            Posts = _history.Posts.Count,
            Steps = _steps,
            Digest = _options.KeepText ? _history.Digest : "",
            Text = _history.Text,
        };
    }

    /// <summary>What the disk holds, read by somebody who only looks.</summary>
    private sealed class StoredLedger : RecordedActionLedger
    {
        public StoredLedger(IEnumerable<LedgerRecord> records) => Load(records);

        public LedgerEntry? Find(ActionKey key) => FindAsync(key, CancellationToken.None).AsTask().GetAwaiter().GetResult();

        protected override void Append(IReadOnlyList<LedgerRecord> records) => throw new NotSupportedException("It is only read.");
    }
}
