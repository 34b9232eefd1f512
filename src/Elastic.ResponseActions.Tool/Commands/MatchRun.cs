using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Tool.Input;
using Elastic.ResponseActions.Tool.Output;
using Elastic.ResponseActions.Tool.Rules;

namespace Elastic.ResponseActions.Tool.Commands;

/// <summary>Matches events and prints what matched: each match as it is found, or a table of totals.</summary>
internal sealed class MatchRun(ToolConsole console, InputProblems problems, OutputFormat format)
{
    private const int ShownIds = 5;

    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(DetectorSet rules, EventInput events, EventInput? indicators, bool strict, CancellationToken cancellationToken)
    {
        var matching = new DetectionRun(rules, problems, console.Error);
        if (format == OutputFormat.Table)
        {
            PrintTable(matching, rules, await new ProgressBar(console).RunAsync("Matching", _ => Task.FromResult(Count())));
        }
        else
        {
            using var records = new RecordWriter(console.Output, format);
            Run(detection => records.Write(json => DetectionRecords.Write(json, rules.Rules[detection.RuleIndex], detection)));
        }

        problems.PrintTotal();
        return strict && problems.Count > 0 ? ExitCodes.BadInput : ExitCodes.Done;

        void Run(Action<RuleDetection> onDetection) => matching.Run(events.Read(), indicators?.Read() ?? [], onDetection, cancellationToken);

        RuleCount[] Count()
        {
            var counts = rules.Rules.Select(_ => new RuleCount()).ToArray();
            Run(detection => counts[detection.RuleIndex].Add(detection));
            return counts;
        }
    }

    private void PrintTable(DetectionRun matching, DetectorSet rules, RuleCount[] counts)
    {
        var tables = new Tables(console);
        tables.Write("Matches", ["rule", "rule_id", "matches", "first of them"], rules.Rules
            .Zip(counts)
            .Where(rule => rule.Second.Count > 0)
            .Select(rule => (IReadOnlyList<string>)[rule.First.Query.RuleName ?? "", rule.First.Query.RuleId, $"{rule.Second.Count}", string.Join(", ", rule.Second.First)]));
        tables.Line($"{matching.Events} events, {rules.Rules.Count} rules, {counts.Sum(rule => rule.Count)} matches.");
    }

    private sealed class RuleCount
    {
        public int Count { get; private set; }

        public List<string> First { get; } = [];

        public void Add(RuleDetection detection)
        {
            if (++Count <= ShownIds)
                First.Add(Text(detection));
        }

        private static string Text(RuleDetection detection) => detection switch
        {
            SequenceDetection => string.Join(" > ", detection.EventIds.Select(id => id ?? "(none)")),
            ThresholdDetection threshold => $"{threshold.Count} events{(threshold.Terms.Count == 0 ? "" : " of ")}{string.Join(" / ", threshold.Terms)}",
            NewTermsDetection newTerms => $"{string.Join(" / ", newTerms.NewTerms)} at {newTerms.EventIds[0]}",
            _ => detection.EventIds[0]!,
        };
    }
}
