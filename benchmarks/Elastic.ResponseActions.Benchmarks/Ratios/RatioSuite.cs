using Elastic.ResponseActions.Benchmarks.Hostile;
using Elastic.ResponseActions.Benchmarks.Naive;
using Elastic.ResponseActions.Benchmarks.Rules;
using Elastic.ResponseActions.Benchmarks.Workloads;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Benchmarks.Ratios;

/// <summary>The figures of the goals for matching, all of one workload and taken in the same rounds.</summary>
internal sealed class RatioSuite(Workload workload, RatioSettings settings)
{
    private const int NaiveEvents = 250;

    private readonly RatioRounds _rounds = new();
    private readonly List<Func<IEnumerable<RatioRow>>> _rows = [];

    /// <summary>Nanoseconds of the yardstick for an event.</summary>
    public double YardstickNanoseconds { get; private set; }

    public IReadOnlyList<RatioRow> Run()
    {
        var events = workload.Events;
        var set = workload.Compile();
        var matcher = set.CreateMatcher();
        var read = _rounds.Add("b", events.Count, () => EventLoops.ReadTokens(events));
        AddOver("M1", "all rules on one event, over (b)", read, matcher);
        AddOver("M2", "the same without vector instructions, over (b)", read, set.CreateMatcher(vectors: false));
        AddIndexPatterns(read);
        AddGrowth();
        AddNaive(matcher);
        AddHostile(matcher);
        AddCompile();
        using var threads = AddTwoThreads(set);

        _rounds.Run(settings.Rounds, settings.Time);
        YardstickNanoseconds = read.NanosecondsPerEvent;
        return [.. _rows.SelectMany(rows => rows()), .. SequenceRows.Of(workload, settings), .. MemoryRows.Of(workload), .. ProcessRows.Of(workload, settings.AotExecutable)];
    }

    private void AddOver(string name, string what, Timing by, RuleMatcher matcher)
    {
        var timing = _rounds.Add(name, workload.Events.Count, () => EventLoops.Match(matcher, workload.Events));
        _rows.Add(() => [RatioRow.Of(name, what, timing, by)]);
    }

    private void AddIndexPatterns(Timing read)
    {
        var matcher = RuleSet.Compile(workload.Queries).CreateMatcher();
        var timing = _rounds.Add("M1-index", workload.Events.Count, () => EventLoops.MatchInIndex(matcher, workload.Events));
        _rows.Add(() => [RatioRow.Of("M1-index", "all rules on one event, index patterns on, over (b)", timing, read)]);
    }

    private void AddGrowth()
    {
        var small = AddGrown(settings.GrowthBase);
        foreach (var (name, count) in new[] { ("M4", 10 * settings.GrowthBase), ("M5", 30 * settings.GrowthBase) })
        {
            var timing = AddGrown(count);
            _rows.Add(() => [RatioRow.Of(name, FormattableString.Invariant($"{count:N0} rules over {settings.GrowthBase:N0} rules"), timing, small)]);
        }
    }

    private Timing AddGrown(int count)
    {
        var matcher = RuleSet.Compile(RuleReplicas.Grow(workload.Queries, count), Workload.AnyIndex).CreateMatcher();
        return _rounds.Add(FormattableString.Invariant($"{count} rules"), workload.Events.Count, () => EventLoops.Match(matcher, workload.Events));
    }

    // The naive side is slow: both run over a part of the events, spread over all of them.
    private void AddNaive(RuleMatcher matcher)
    {
        var events = workload.Events.Where(i => i % Math.Max(1, workload.Events.Count / NaiveEvents) == 0);
        var naiveMatcher = new NaiveMatcher(workload.Queries);
        var naive = _rounds.Add("naive", events.Count, () => EventLoops.Match(naiveMatcher, events));
        var match = _rounds.Add("M6", events.Count, () => EventLoops.Match(matcher, events));
        _rows.Add(() => [RatioRow.Of("M6", "naive closures over a flattened dictionary, over the rule set", naive, match) with { BytesPerEvent = match.BytesPerEvent }]);
    }

    // The row M9 is the worst of them.
    private void AddHostile(RuleMatcher matcher)
    {
        var hostile = new HostileEvents(workload);
        var timings = HostileEvents.Names.Select(name =>
        {
            var events = EventBlock.Of([hostile.Make(name)]);
            var read = _rounds.Add($"b of {name}", 1, () => EventLoops.ReadTokens(events));
            return (Name: name, Match: _rounds.Add(name, 1, () => EventLoops.Match(matcher, events)), Read: read);
        }).ToList();

        _rows.Add(() =>
        {
            var rows = timings.Select(t => RatioRow.Of($"M9 {t.Name}", "one hostile event over (b) of it", t.Match, t.Read)).ToList();
            var worst = rows.MaxBy(row => row.Median)!;
            return [worst with { Name = "M9", What = $"the worst hostile event ({worst.Name[3..]}) over (b) of it" }, .. rows];
        });
    }

    private void AddCompile()
    {
        var timing = _rounds.Add("M11", 1, () => workload.Compile().Rules.Count, onTheWall: true);
        _rows.Add(() => [new RatioRow("M11", "parse and compile all rules from text, warm", "ms", [.. timing.Nanoseconds.Select(ns => ns / 1_000_000)], null)]);
    }

    private TwoThreads AddTwoThreads(RuleSet set)
    {
        var (first, second) = (set.CreateMatcher(), set.CreateMatcher());
        var threads = new TwoThreads(() => EventLoops.Match(first, workload.Events), () => EventLoops.Match(second, workload.Events));
        var alone = set.CreateMatcher();
        var one = _rounds.Add("one thread", workload.Events.Count, () => EventLoops.Match(alone, workload.Events), onTheWall: true);
        var two = _rounds.Add("two threads", workload.Events.Count, threads.Run, onTheWall: true);
        _rows.Add(() => [new RatioRow("M15", "events a second of two threads over one", "ratio", [.. one.Nanoseconds.Zip(two.Nanoseconds, (a, b) => 2 * a / b)], null)]);
        return threads;
    }
}
