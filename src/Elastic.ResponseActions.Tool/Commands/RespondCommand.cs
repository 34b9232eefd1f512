using System.CommandLine;
using Elastic.ResponseActions.Tool.Input;
using Elastic.ResponseActions.Tool.Output;
using Elastic.ResponseActions.Tool.Planning;
using Elastic.ResponseActions.Tool.Responding;
using Elastic.ResponseActions.Tool.Rules;

namespace Elastic.ResponseActions.Tool.Commands;

/// <summary><c>respond</c>: match, plan, guard, dispatch, track, against a fake or a real Kibana.</summary>
internal sealed class RespondCommand(ToolConsole console)
{
    private readonly RunOptions _options = new();
    private readonly KibanaAddress _kibana = new();
    private readonly Option<bool> _fake = new("--fake") { Description = "Act on a FakeKibana with the hosts that the events speak of." };
    private readonly Option<string?> _scenario = new("--scenario") { Description = "With --fake: a JSON file that adds, changes or removes hosts, licence and permissions." };

    private readonly Option<string?> _ledger = new("--ledger") { Description = "The file of the ledger; made where it is not there. Without it the run remembers nothing of earlier ones." };

    public static Command Create(ToolConsole console)
    {
        var respond = new RespondCommand(console);
        var command = new Command("respond", "Match, plan, guard, dispatch and track.");
        respond._options.AddTo(command);
        respond._kibana.AddTo(command);
        command.Options.Add(respond._fake);
        command.Options.Add(respond._scenario);
        command.Options.Add(respond._ledger);
        command.Runs(respond.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        var isFake = line.GetValue(_fake);
        if (isFake == _kibana.IsGiven(line))
            throw new BadInputException("respond needs --fake or --kibana URL, one of them.");

        if (!isFake && (_options.HasNow(line) || _options.HasBaseQuery(line)))
            throw new BadInputException("--now and --base-query are for rehearsals; with --kibana the clock is real and rules match as they are.");

        var files = new InputFiles(console.Input);
        var request = _options.Read(line, console, files, cancellationToken);
        await using var server = isFake
            ? await FakeResponseServer.StartAsync(request.Pass, request.Now, line.GetValue(_scenario), files, cancellationToken)
            : await _kibana.ReadAsync(line, files, console.Error, cancellationToken);
        var rules = request.Compile(server.Clock);
        if (StopBefore(request, rules, server, cancellationToken) is { } exitCode)
            return exitCode;

        var start = server.Clock.GetUtcNow();
        var report = await new ProgressBar(console).RunAsync("Matching", progress =>
            new ResponseRun(request, server, line.GetValue(_ledger), console.Error).RunAsync(rules, progress, cancellationToken));
        var actions = report.Actions.Select(result => new ActionRow(result.Action, result.Review) { Outcome = result.Outcome, ActionId = result.ActionId }).ToList();
        if (request.Format == OutputFormat.Table)
            ResponseTables.Print(new Tables(console), report, actions, isFake ? "FakeKibana (no host is reached)" : server.Kibana.ToString(), start);
        else
            ActionRecords.Print(console, request.Format, actions, [.. report.Plans.SelectMany(plan => plan.Plan.Notes)]);

        request.Problems.PrintTotal();
        return ExitCode(request, actions);
    }

    /// <summary>Ends the run before anything is sent: what cannot be trusted whole is not acted on in part.</summary>
    private int? StopBefore(RunRequest request, RuleCompilation rules, ResponseServer server, CancellationToken cancellationToken)
    {
        if (request.IsSpoilt)
        {
            console.Error.WriteLine($"{request.Problems.Count} rules or events had to be left out, and --strict was given: nothing was sent.");
            return ExitCodes.BadInput;
        }

        if (request.MaxHosts is not { } maxHosts)
            return null;

        var plan = new DryRun(rules, request.Policy, new InputProblems(TextWriter.Null), TextWriter.Null).Run(request.Pass, server.Clock.GetUtcNow(), cancellationToken);
        if (plan.HostsActedOn <= maxHosts)
            return null;

        console.Error.WriteLine($"{plan.HostsActedOn} hosts would be acted on, and --max-hosts is {maxHosts}: nothing was sent.");
        return ExitCodes.OverBudget;
    }

    private static int ExitCode(RunRequest request, IReadOnlyList<ActionRow> actions)
    {
        if (request.IsSpoilt)
            return ExitCodes.BadInput;

        if (actions.Any(row => row.Outcome!.Kind == ActionOutcomeKind.Blocked))
            return ExitCodes.KibanaFailed;

        return actions.Any(row => request.FailOn.Contains(row.End)) ? ExitCodes.OverBudget : ExitCodes.Done;
    }
}
