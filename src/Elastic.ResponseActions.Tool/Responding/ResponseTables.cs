using System.Globalization;
using Elastic.ResponseActions.Tool.Output;
using Elastic.ResponseActions.Tool.Planning;

namespace Elastic.ResponseActions.Tool.Responding;

/// <summary>A run for people: each action and how it ended, then the totals.</summary>
internal static class ResponseTables
{
    public static void Print(Tables tables, ResponseReport report, IReadOnlyList<ActionRow> actions, string server, DateTimeOffset start)
    {
        tables.Line($"{server}, clock {start.ToString("u", CultureInfo.InvariantCulture)}");
        tables.Line();
        tables.Write("Actions", ["rule", "command", "host", "process", "guards", "outcome", "reason", "action id"], actions.Select(row =>
            (IReadOnlyList<string>)[row.Action.RuleName ?? "", row.Action.Command.Name, row.Host, row.Subject, Guards(row), Ending(row), row.Outcome!.Reason, row.ActionId ?? ""]));
        var notes = report.Plans.SelectMany(plan => plan.Plan.Notes).ToList();
        if (notes.Count > 0)
            tables.Write("Not planned", ["rule", "why"], notes.Select(note => (IReadOnlyList<string>)[note.RuleId, note.Message]));

        tables.Write("Totals", ["what", "count"], Totals(report, actions).Select(total => (IReadOnlyList<string>)[total.What, $"{total.Count}"]));
    }

    /// <summary>The totals that are always shown, then every other kind of outcome that occurred.</summary>
    private static IEnumerable<(string What, int Count)> Totals(ResponseReport report, IReadOnlyList<ActionRow> actions)
    {
        string[] always = ["held", "refused", "would-send", "sent", "confirmed", "failed"];
        var ends = actions.Where(row => row.End != "sent").CountBy(row => row.End).ToDictionary();
        ends["sent"] = actions.Count(row => row.ActionId is not null);
        return
        [
            ("matched", report.Matches.Count + report.Detections.Count),
            ("planned", actions.Count),
            .. always.Select(end => (end, ends.GetValueOrDefault(end))),
            .. ends.Where(end => !always.Contains(end.Key)).OrderBy(end => end.Key, StringComparer.Ordinal).Select(end => (end.Key, end.Value)),
        ];
    }

    private static string Guards(ActionRow row) =>
        row.Review.Verdict is GuardVerdict.Approved or GuardVerdict.WouldSend ? row.Verdict : $"{row.Verdict} ({row.Review.Guard})";

    private static string Ending(ActionRow row) => row.Outcome!.AlreadySo ? $"{row.End} (was so already)" : row.End;
}
