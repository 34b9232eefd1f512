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
        await new ProgressBar(console).RunAsync("Matching", _ =>
        {
            if (format == OutputFormat.Table)
                PrintTable(matching, rules, events, cancellationToken);
            else
                PrintRecords(matching, events, cancellationToken);

            return Task.FromResult(0);
        });
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

    private void PrintTable(EventMatching matching, RuleSet rules, EventInput events, CancellationToken cancellationToken)
    {
        var found = new (int Count, List<string> Ids)[rules.Rules.Count];
        matching.Run(events.Read(), Add, cancellationToken);
        var tables = new Tables(console);
        tables.Write("Matches", ["rule", "rule_id", "events", "first of them"], rules.Rules
            .Select((rule, index) => (Rule: rule, Found: found[index]))
            .Where(row => row.Found.Count > 0)
            .Select(row => (IReadOnlyList<string>)[row.Rule.RuleName ?? "", row.Rule.RuleId, $"{row.Found.Count}", string.Join(", ", row.Found.Ids)]));
        tables.Line($"{matching.Events} events, {rules.Rules.Count} rules, {found.Sum(rule => rule.Count)} matches.");

        void Add(SourceEvent sourceEvent, RuleMatch match)
        {
            ref var rule = ref found[match.RuleIndex];
            rule.Ids ??= [];
            if (++rule.Count <= ShownIds)
                rule.Ids.Add(sourceEvent.Id);
        }
    }
}
