using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Tool.Input;
using Elastic.ResponseActions.Tool.Rules;

namespace Elastic.ResponseActions.Benchmarks;

/// <summary>Compiled rules, and events in memory.</summary>
internal sealed record Workload(RuleSet Rules, byte[][] Events)
{
    public long Bytes { get; } = Events.Sum(document => (long)document.Length);

    public static Workload Load(WorkloadPaths paths)
    {
        var files = new InputFiles(Stream.Null);
        var problems = new InputProblems(Console.Error);

        var loader = new RuleLoader(files, problems);
        // Every rule sees every event, the base queries of stateful rules too: the harder case.
        var rules = loader.Compile(loader.Read([paths.RulesOrSamples()]), baseQuery: true, new RuleSetOptions { IgnoreIndexPatterns = true });
        var events = EventInput.Open([paths.EventsOrSamples()], overlay: null, files, problems).Read();
        return new Workload(rules.Set, [.. events.Select(read => read.Document.ToArray())]);
    }

    public override string ToString() => $"{Rules.Rules.Count} rules, {Events.Length} events of {Bytes / Math.Max(1, Events.Length)} bytes on average";
}
