using System.CommandLine;
using Elastic.ResponseActions.Tool.Input;
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
        command.Runs(async (line, cancellationToken) =>
        {
            var (request, result) = await new ProgressBar(console).RunAsync("Planning", _ =>
            {
                var request = options.Read(line, console, new InputFiles(console.Input), cancellationToken);
                var rules = request.Compile(new FixedClock(request.PlanTime));
                var run = new DryRun(rules, request.Policy, request.Problems, console.Error);
                return Task.FromResult((request, run.Run(request.Pass, request.PlanTime, cancellationToken)));
            });
            if (request.Format == OutputFormat.Table)
                PlanTables.Print(new Tables(console), result);
            else
                ActionRecords.Print(console, request.Format, result.Actions, result.Notes);

            request.Problems.PrintTotal();
            return ExitCode(request, result);
        });
        return command;
    }

    private static int ExitCode(RunRequest request, DryRunResult result)
    {
        if (request.IsSpoilt)
            return ExitCodes.BadInput;

        var isOverBudget = result.HostsActedOn > request.MaxHosts || result.Actions.Any(row => request.FailOn.Contains(row.End));
        return isOverBudget ? ExitCodes.OverBudget : ExitCodes.Done;
    }
}
