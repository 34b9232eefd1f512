using System.Globalization;
using Elastic.ResponseActions.Tool.Output;

namespace Elastic.ResponseActions.Tool.Planning;

/// <summary>A plan for people: totals, per rule, per host, per guard, then each action.</summary>
internal static class PlanTables
{
    private static readonly string[] Verdicts = ["approved", "would-send", "needs-kibana", "held", "refused"];

    public static void Print(Tables tables, DryRunResult result)
    {
        tables.Line($"Plan at {result.Now.ToString("u", CultureInfo.InvariantCulture)}: {result.Events} events, {result.Rules.Count} rules, "
            + $"{result.Rules.Sum(rule => rule.Matches)} matches, {result.Actions.Count} actions on {result.Actions.Select(row => row.Action.Target).Distinct().Count()} hosts. Nothing is sent.");
        tables.Line();
        tables.Write("Per rule", ["rule", "matches", "actions", .. Verdicts], result.Rules
            .Where(rule => rule.Matches > 0)
            .Select(rule => Row(rule.Rule.Name, $"{rule.Matches}", [.. result.Actions.Where(row => row.Action.RuleId == rule.Rule.RuleId)])));
        tables.Write("Per host", ["host", "agent", "actions", .. Verdicts], result.Actions
            .GroupBy(row => row.Action.Target)
            .Select(host => Row(host.First().Host, host.Key.Value, [.. host])));
        tables.Write("Per guard", ["guard", "verdict", "actions"], result.Actions
            .CountBy(row => (row.Review.Guard, row.Verdict))
            .Select(guard => (IReadOnlyList<string>)[guard.Key.Guard, guard.Key.Verdict, $"{guard.Value}"]));
        tables.Write("Actions", ["rule", "command", "host", "process", "verdict", "guard", "reason"], result.Actions.Select(row =>
            (IReadOnlyList<string>)[row.Action.RuleName ?? "", row.Action.Command.Name, row.Host, row.Subject, row.Verdict, row.Review.Guard, row.Review.Reason]));
        if (result.Notes.Count > 0)
            tables.Write("Not planned", ["rule", "why"], result.Notes.Select(note => (IReadOnlyList<string>)[note.RuleId, note.Message]));
    }

    private static IReadOnlyList<string> Row(string name, string second, IReadOnlyList<ActionRow> rows) =>
        [name, second, $"{rows.Count}", .. Verdicts.Select(verdict => $"{rows.Count(row => row.Verdict == verdict)}")];
}
