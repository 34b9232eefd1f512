using BenchmarkDotNet.Attributes;
using Elastic.ResponseActions.Benchmarks.Rules;
using Elastic.ResponseActions.Benchmarks.Workloads;
using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Matching.Compilation;
using Elastic.ResponseActions.Matching.Compilation.Passes;

namespace Elastic.ResponseActions.Benchmarks;

/// <summary>From rule text to a rule set, and the stages on the way; each row contains the ones before it.</summary>
[MemoryDiagnoser]
public class CompileRules
{
    private IReadOnlyList<RuleQuery> _rules = [];

    /// <summary>How many rules; 0 stands for all real ones.</summary>
    [Params(100, 0, 10_000)]
    public int RuleCount { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var workload = Workload.Load(WorkloadPaths.FromEnvironment());
        _rules = RuleCount == 0 ? workload.Queries : RuleReplicas.Grow(workload.Queries, RuleCount);
    }

    /// <returns>The number of rules.</returns>
    [Benchmark(Baseline = true, Description = "text to trees")]
    public int Parse() => _rules.Count(rule => ParsePass.Run(rule, Workload.AnyIndex) is not null);

    /// <returns>The number of rules.</returns>
    [Benchmark(Description = "text to conditions")]
    public int Resolve()
    {
        var fields = FieldScope.Of(Workload.AnyIndex);
        return _rules.Count(rule => RuleSetCompiler.ConditionOf(ParsePass.Run(rule, Workload.AnyIndex), fields) is not null);
    }

    /// <returns>The number of rules.</returns>
    [Benchmark(Description = "text to a rule set")]
    public int Compile() => RuleSet.Compile(_rules, Workload.AnyIndex).Rules.Count;
}
