using Elastic.ResponseActions.Tool.Output;

namespace Elastic.ResponseActions.Tool.Planning;

/// <summary>Actions for programs: one record each. What was not planned goes to standard error.</summary>
internal static class ActionRecords
{
    public static void Print(ToolConsole console, OutputFormat format, IReadOnlyList<ActionRow> actions, IReadOnlyList<PlanNote> notes)
    {
        using var records = new RecordWriter(console.Output, format);
        foreach (var action in actions)
            records.Write(action.WriteMembers);

        foreach (var note in notes)
            console.Error.WriteLine(PrintableText.Of($"rule {note.RuleId}: {note.Message}"));
    }
}
