using Elastic.ResponseActions.Benchmarks.Rules;
using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Tool.Input;
using Elastic.ResponseActions.Tool.Rules;

namespace Elastic.ResponseActions.Benchmarks.Workloads;

/// <summary>Every rule that can be asked of a single event, and events in memory.</summary>
/// <param name="Queries">All stateless rules, base queries of the others, and the steps of sequences as event queries; none filtered beforehand.</param>
/// <param name="Sequences">The sequences as a whole.</param>
/// <param name="Events">The events.</param>
internal sealed record Workload(IReadOnlyList<RuleQuery> Queries, IReadOnlyList<RuleQuery> Sequences, EventBlock Events)
{
    /// <summary>Every rule sees every event: the harder case.</summary>
    public static RuleSetOptions AnyIndex { get; } = new() { IgnoreIndexPatterns = true };

    public static Workload Load(WorkloadPaths paths)
    {
        var files = new InputFiles(Stream.Null);
        var problems = new InputProblems(Console.Error);
        var rules = new RuleLoader(files, problems).Read([paths.RulesOrSamples()], exceptions: []).Rules;
        var events = EventInput.Open([paths.EventsOrSamples()], overlay: null, files, problems).Read();
        return new Workload(
            [.. rules.SelectMany(rule => EventQueries.Of(rule.Rule))],
            [.. rules.Select(rule => EventQueries.SequenceOf(rule.Rule)).OfType<RuleQuery>()],
            EventBlock.Of(events.Select(read => (read.Document.ToArray(), read.Index.ToArray()))));
    }

    /// <summary>Compiles all queries; one that does not compile would make every figure a lie.</summary>
    public RuleSet Compile() => RuleSet.Compile(Queries, AnyIndex);

    public override string ToString() => $"{Queries.Count} rules, {Events.Count} events of {Events.Bytes / Math.Max(1, Events.Count)} bytes on average";
}
