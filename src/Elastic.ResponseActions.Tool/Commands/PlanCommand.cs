using System.CommandLine;
using Elastic.ResponseActions.Tool.Output;
using Elastic.ResponseActions.Tool.Planning;

namespace Elastic.ResponseActions.Tool.Commands;

/// <summary><c>plan</c>: what would be done, and what the guards say to it. Cannot send.</summary>
internal static class PlanCommand
{
    public static Command Create(ToolConsole console)
    {
        var options = new RunOptions();
        var command = new Command("plan", "Show what would be done, and what the guards say to it. Sends nothing.");
        options.AddTo(command);
        command.SetAction(async (line, cancellationToken) =>
        {
            var request = options.Read(line, console);
            var result = await new ProgressBar(console).RunAsync("Planning", 0, _ => Task.FromResult(
                new DryRun(request.Rules, request.Policy, request.Problems, console.Error).Run(request.Events, request.Now, cancellationToken)));
            if (request.Format == OutputFormat.Table)
                PlanTables.Print(new Tables(console), result);
            else
                PrintRecords(console, request.Format, result);

            return ExitCode(request, result);
        });
        return command;
    }

    private static void PrintRecords(ToolConsole console, OutputFormat format, DryRunResult result)
    {
        using var records = new RecordWriter(console.Output, format);
        foreach (var action in result.Actions)
            records.Write(action.WriteMembers);

        foreach (var note in result.Notes)
            console.Error.WriteLine(PrintableText.Of($"rule {note.RuleId}: {note.Message}"));
    }

    private static int ExitCode(RunRequest request, DryRunResult result)
    {
        if (request.Strict && request.Problems.Count > 0)
            return ExitCodes.BadInput;

        var isOverBudget = result.HostsActedOn > request.MaxHosts || result.Actions.Any(row => request.FailOn.Contains(row.Verdict));
        return isOverBudget ? ExitCodes.OverBudget : ExitCodes.Done;
    }
}
