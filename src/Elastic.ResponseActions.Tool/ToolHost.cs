using System.CommandLine;
using Elastic.ResponseActions.Tool.Commands;
using Elastic.ResponseActions.Tool.Output;

namespace Elastic.ResponseActions.Tool;

/// <summary>Runs one command line and turns how it ended into an exit code.</summary>
internal static class ToolHost
{
    /// <summary>As from a pipe: no input, no terminal.</summary>
    public static Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken = default) =>
        RunAsync(args, new ToolConsole { Input = Stream.Null, Output = output, Error = error }, cancellationToken);

    public static async Task<int> RunAsync(string[] args, ToolConsole console, CancellationToken cancellationToken = default)
    {
        // No response files: an argument that begins with @ is what it says.
        var command = CreateCommand(console).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (command.Errors.Count > 0)
            return Fail(console, ExitCodes.BadInput, [.. command.Errors.Select(error => error.Message), "Help: response-actions --help"]);

        try
        {
            var invocation = new InvocationConfiguration { Output = console.Output, Error = console.Error, EnableDefaultExceptionHandler = false };
            return await command.InvokeAsync(invocation, cancellationToken);
        }
        catch (BadInputException e)
        {
            return Fail(console, ExitCodes.BadInput, e.Errors);
        }
        catch (Exception e) when (e is ResponseActionsException or TransportException)
        {
            return Fail(console, ExitCodes.KibanaFailed, [e.Message]);
        }
        catch (LedgerException e)
        {
            return Fail(console, ExitCodes.BadInput, [e.Message]);
        }
        catch (OperationCanceledException)
        {
            return Fail(console, ExitCodes.Interrupted, ["Interrupted."]);
        }
    }

    internal static RootCommand CreateCommand(ToolConsole console) => new("Elastic Security's automated response actions: check, match, plan, respond.")
    {
        CheckCommand.Create(console),
        MatchCommand.Create(console),
        QueryCommand.Create(console),
        PlanCommand.Create(console),
        RespondCommand.Create(console),
        FakeCommand.Create(console),
        PrivilegesCommand.Create(console),
        RulesCommand.Create(console),
        LedgerCommand.Create(console),
        ActionsCommand.Create(console),
    };

    private static int Fail(ToolConsole console, int exitCode, IReadOnlyList<string> errors)
    {
        foreach (var error in errors)
            console.Error.WriteLine(PrintableText.OfLines(error));

        return exitCode;
    }
}
