using CsCheck;
using Elastic.ResponseActions.Dispatching;
using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Dispatching;

/// <summary>Whatever comes in, and however often the process starts anew: no cap passed, no protected host, no key twice, nothing after the kill switch.</summary>
public sealed class StormTests
{
    private static readonly KibanaOptions Options = new() { Address = new Uri("https://kibana.example"), JitterSeed = 1 };
    private static readonly ResponsePolicy Policy = ResponsePolicy.Default with { DefaultMode = ActionMode.Enforce, ProtectedHosts = ["name-a3"], Approval = new ApprovalPolicy { Classes = [], FirstOfRule = false } };
    private static readonly DispatchOptions Dispatch = new() { Rights = new CallerRights { License = LicenseLevel.Enterprise, Commands = new HashSet<ResponseActionCommand> { ResponseActionCommand.Isolate } } };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AlertStorm_TenThousandHostsAndFiftyRestarts_PassesNoCap()
    {
        var storm = new Storm();
        for (var host = 10; host < 10_010; host++)
        {
            await storm.AskAsync(host, rule: host % 5, alert: host);
            storm.Time.Advance(TimeSpan.FromSeconds(5));
            if (host % 200 == 0)
            {
                await storm.ResetBreakersAsync();
                storm.Restart();
            }
        }

        storm.AssertKept();
        Assert.True(storm.Restarts >= 50, $"{storm.Restarts} restarts");
        Assert.InRange(storm.Kibana.Posts.Count, 5, 25);
        storm.Dispose();
    }

    [Fact]
    public void Dispatcher_AnySequence_SendsNothingForbidden()
    {
        var step = Gen.Select(Gen.Int[0, 9], Gen.Int[1, 12], Gen.Int[0, 2], Gen.Int[0, 15]);
        var posts = 0;
        step.Array[5, 60].Sample(
            steps =>
            {
                using var storm = new Storm();
                foreach (var (kind, host, rule, alert) in steps)
                    storm.StepAsync(kind, host, rule, alert).AsTask().GetAwaiter().GetResult();
                storm.AssertKept();
                Interlocked.Add(ref posts, storm.Kibana.Posts.Count);
            },
            iter: 20_000);

        // A dispatcher that sends nothing keeps every promise.
        Assert.True(posts > 20_000, $"{posts} posts");
    }

    private sealed class Storm : IDisposable
    {
        private readonly List<DateTimeOffset> _afterSwitch = [];
        private readonly Dictionary<string, string?> _ruleOfToken = [];
        private ListLedger _ledger = new();
        private ActionDispatcher _dispatcher = null!;
        private bool _isSwitchOn;

        public Storm()
        {
            Kibana = new PlainKibana(Time);
            Restart();
        }

        public VirtualTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 15, 10, 0, 0, TimeSpan.Zero));

        public PlainKibana Kibana { get; }

        public int Restarts { get; private set; }

        public void Restart()
        {
            _dispatcher?.Dispose();
            _ledger = new ListLedger(_ledger.Records);
            _dispatcher = new ActionDispatcher(new ResponseActionsClient(Kibana, Options, Time), Policy, _ledger, Dispatch with { ReadKillSwitch = () => _isSwitchOn ? KillSwitchState.Engaged : KillSwitchState.Released });
            Restarts++;
        }

        public async ValueTask StepAsync(int kind, int host, int rule, int alert)
        {
            switch (kind)
            {
                case < 6:
                    await AskAsync(host, rule, alert);
                    break;
                case 6:
                    Time.Advance(TimeSpan.FromMinutes(alert));
                    break;
                case 7:
                    _isSwitchOn = !_isSwitchOn;
                    break;
                case 8:
                    Restart();
                    break;
                default:
                    await ResetBreakersAsync();
                    break;
            }
        }

        public async ValueTask AskAsync(int host, int rule, int alert)
        {
            var agent = $"a{host}";
            var action = new PlannedAction
            {
                Command = ResponseActionCommand.Isolate,
                Target = new EndpointId(agent),
                AgentIds = [new EndpointId(agent)],
                AlertIds = [$"alert-{alert}"],
                Evidence = [new AlertEvidence { AlertId = $"alert-{alert}", AgentType = AgentType.Endpoint, HostId = $"host-{agent}", HostName = $"name-{agent}", HostOsType = "linux" }],
                RuleId = $"rule-{rule}",
                EventTime = Time.GetUtcNow(),
            };

            _ruleOfToken[CorrelationToken.Of(ActionKey.Of(action, Options.Address.AbsoluteUri))] = action.RuleId;

            // The reviewer knows nothing of the host, of caps, or of the switch: what is left stands at the dispatcher's own doors.
            var review = new ResponseGuard(Policy with { ProtectedHosts = [] }).Review(action, new GuardFacts
            {
                Now = Time.GetUtcNow(),
                Destination = Options.Address.AbsoluteUri,
                Endpoint = new EndpointFacts { Metadata = PlainKibana.Metadata(agent), FetchedAt = Time.GetUtcNow() },
                PrivilegeGranted = true,
            });
            var posts = Kibana.Posts.Count;
            if (review.Approved is { } approved)
                await _dispatcher.EnqueueAsync(approved, Stop);
            await _dispatcher.ProcessPendingAsync(Stop);
            if (_isSwitchOn)
                _afterSwitch.AddRange(Kibana.Posts.Skip(posts).Select(static p => p.At));
        }

        public async ValueTask ResetBreakersAsync()
        {
            foreach (var trip in await _ledger.ReadTripsAsync(Stop))
                await _dispatcher.ResetBreakerAsync(trip.RuleId, "duty", "looked at", Stop);
        }

        public void AssertKept()
        {
            Assert.Empty(_afterSwitch);
            Assert.DoesNotContain(Kibana.Posts, static p => p.Agent == "a3");
            Assert.Distinct(Kibana.Posts.Select(static p => p.Comment));
            AssertWithin(Kibana.Posts, [(10, TimeSpan.FromHours(1)), (25, TimeSpan.FromDays(1))]);
            foreach (var posts in Kibana.Posts.GroupBy(p => _ruleOfToken.Single(r => p.Comment.Contains(r.Key, StringComparison.Ordinal)).Value))
                AssertWithin(posts, [(3, TimeSpan.FromMinutes(10)), (5, TimeSpan.FromHours(1))]);
        }

        private static void AssertWithin(IEnumerable<(DateTimeOffset At, string Agent, string Comment)> posts, (int Max, TimeSpan Within)[] caps)
        {
            var times = posts.Select(static p => p.At).Order().ToList();
            foreach (var (max, within) in caps)
            {
                for (var i = 0; i + max < times.Count; i++)
                    Assert.True(times[i + max] - times[i] >= within, $"{max + 1} within {times[i + max] - times[i]}");
            }
        }

        public void Dispose() => _dispatcher.Dispose();
    }
}
