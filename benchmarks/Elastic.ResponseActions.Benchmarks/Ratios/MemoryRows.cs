using System.Runtime.CompilerServices;
using Elastic.ResponseActions.Benchmarks.Workloads;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Benchmarks.Ratios;

/// <summary>The managed memory of a compiled set and of a matcher over it that has seen all events. The rules' own text is not counted.</summary>
internal static class MemoryRows
{
    private const int Tries = 3;
    private const int Matchers = 8;

    public static IEnumerable<RatioRow> Of(Workload workload)
    {
        var tries = Enumerable.Range(0, Tries).Select(_ => Measure(workload)).ToList();
        return
        [
            new RatioRow("M12", "managed memory of the compiled set", "bytes", [.. tries.Select(t => t.Set)], null),
            new RatioRow("M12-matcher", "managed memory of one matcher that has seen all events", "bytes", [.. tries.Select(t => t.Matcher)], null),
        ];
    }

    // A method of its own, so that nothing of one try is alive in the next.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (double Set, double Matcher) Measure(Workload workload)
    {
        var before = Used();
        var set = workload.Compile();
        var withSet = Used();
        var matchers = Enumerable.Range(0, Matchers).Select(_ => Warm(set, workload)).ToArray();
        var withMatchers = Used();
        GC.KeepAlive(matchers);
        return (withSet - before, (double)(withMatchers - withSet) / Matchers);
    }

    private static RuleMatcher Warm(RuleSet set, Workload workload)
    {
        var matcher = set.CreateMatcher();
        EventLoops.Match(matcher, workload.Events);
        return matcher;
    }

    private static long Used() => GC.GetTotalMemory(forceFullCollection: true);
}
