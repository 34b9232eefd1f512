using System.Reflection;
using BenchmarkDotNet.Attributes;
using Elastic.ResponseActions.Benchmarks.Hostile;
using Elastic.ResponseActions.Benchmarks.Workloads;

namespace Elastic.ResponseActions.Benchmarks.Tests;

/// <summary>Every benchmark body once, on the samples: a benchmark that measures nothing is worse than none.</summary>
public sealed class BenchmarkBodyTests
{
    private static readonly string[] Expected =
        ["CompileRules", "FakeRequests", "MatchByKind", "MatchGrowth", "MatchRealRules", "MatchWorstCase", "Predicates", "ReadFloor", "SwapRules"];

    public static TheoryData<string, string> Bodies()
    {
        var data = new TheoryData<string, string>();
        foreach (var type in Classes())
        {
            foreach (var method in type.GetMethods().Where(IsBenchmark))
                data.Add(type.Name, method.Name);
        }

        return data;
    }

    [Fact]
    public void Classes_AreThoseOfThePlan() => Assert.Equal(Expected, Classes().Select(type => type.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Body_OnTheSamples_DoesSomething(string type, string method)
    {
        var benchmark = Make(type);

        var result = Run(benchmark, method);

        var mayBeNothing = benchmark is MatchByKind or MatchWorstCase;   // no rule need match there
        Assert.True(result > 0 || (mayBeNothing && method != nameof(MatchByKind.ReadTokens)), $"{type}.{method} gave {result}");
    }

    [Fact]
    public void Class_EachHasTheYardstickOrAStageAsItsBaseline() => Assert.All(
        Classes(),
        type => Assert.Single(type.GetMethods(), method => method.GetCustomAttribute<BenchmarkAttribute>() is { Baseline: true }));

    [Theory]
    [MemberData(nameof(EventKindNames))]
    public void ReadFloor_EveryKind_ReadsWholeEvents(string kind)
    {
        var benchmark = new ReadFloor { Kind = kind };
        benchmark.Setup();

        Assert.Equal(benchmark.ValidateUtf8(), benchmark.ParseDocuments());
        Assert.True(benchmark.Copy() > 4 * benchmark.ReadTokens());
    }

    [Fact]
    public void MatchByKind_EachNumberOfHits_IsWhatTheEventsHave()
    {
        foreach (var hits in new[] { 0, 1, 50 })
        {
            var benchmark = new MatchByKind { Hits = hits };
            benchmark.Setup();
            Assert.True(hits == 0 ? benchmark.Match() == 0 : benchmark.Match() >= hits, $"{hits} hits: {benchmark.Match()}");
        }
    }

    [Theory]
    [MemberData(nameof(PredicateKinds))]
    public void Predicates_EveryKind_Matches(string kind)
    {
        var benchmark = new Predicates { Kind = kind };
        benchmark.Setup();

        Assert.Equal(1, benchmark.Match());
    }

    public static TheoryData<string> EventKindNames() => [.. EventKinds.Names];

    public static TheoryData<string> PredicateKinds() => [.. new Predicates().Names];

    private static IEnumerable<Type> Classes() => typeof(HostileEvents).Assembly.GetTypes().Where(type => type.GetMethods().Any(IsBenchmark));

    private static bool IsBenchmark(MethodInfo method) => method.GetCustomAttribute<BenchmarkAttribute>() is not null;

    private static object Make(string type)
    {
        var made = Activator.CreateInstance(Classes().Single(candidate => candidate.Name == type))!;
        made.GetType().GetMethod("Setup")!.Invoke(made, null);
        return made;
    }

    private static int Run(object benchmark, string method) => (int)benchmark.GetType().GetMethod(method)!.Invoke(benchmark, null)!;
}
