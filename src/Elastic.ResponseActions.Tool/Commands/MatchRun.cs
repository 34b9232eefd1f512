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
    public async Task<int> RunAsync(RuleSet rules, EventInput events, bool strict, CancellationToken cancellationToken)
    {
        var matching = new EventMatching(rules, problems, console.Error);
        if (format == OutputFormat.Table)
            PrintTable(matching, rules, await CountAsync(matching, rules, events, cancellationToken));
        else
            PrintRecords(matching, events, cancellationToken);

        problems.PrintTotal();
        return strict && problems.Count > 0 ? ExitCodes.BadInput : ExitCodes.Done;
    }

    private void PrintRecords(EventMatching matching, EventInput events, CancellationToken cancellationToken)
    {
        using var records = new RecordWriter(console.Output, format);
        matching.Run(events.Read(), Print, cancellationToken);

        void Print(SourceEvent sourceEvent, RuleMatch match) => records.Write(json =>
        {
            json.WriteString("rule_id", match.RuleId);
            json.WriteTexts("event_ids", [sourceEvent.Id]);
        });
    }

    private Task<RuleCount[]> CountAsync(EventMatching matching, RuleSet rules, EventInput events, CancellationToken cancellationToken) =>
        new ProgressBar(console).RunAsync("Matching", _ =>
        {
            var counts = rules.Rules.Select(_ => new RuleCount()).ToArray();
            matching.Run(events.Read(), (sourceEvent, match) => counts[match.RuleIndex].Add(sourceEvent.Id), cancellationToken);
            return Task.FromResult(counts);
        });

    private void PrintTable(EventMatching matching, RuleSet rules, RuleCount[] counts)
    {
        var tables = new Tables(console);
        tables.Write("Matches", ["rule", "rule_id", "events", "first of them"], rules.Rules
            .Zip(counts)
            .Where(rule => rule.Second.Count > 0)
            .Select(rule => (IReadOnlyList<string>)[rule.First.RuleName ?? "", rule.First.RuleId, $"{rule.Second.Count}", string.Join(", ", rule.Second.FirstIds)]));
        tables.Line($"{matching.Events} events, {rules.Rules.Count} rules, {counts.Sum(rule => rule.Count)} matches.");
    }

    private sealed class RuleCount
    {
        public int Count { get; private set; }

        public List<string> FirstIds { get; } = [];

        public void Add(string eventId)
        {
            if (++Count <= ShownIds)
                FirstIds.Add(eventId);
        }
    }
}
