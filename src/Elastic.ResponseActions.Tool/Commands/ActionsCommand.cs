using System.CommandLine;

namespace Elastic.ResponseActions.Tool.Commands;

/// <summary><c>actions</c>: single actions, by hand.</summary>
internal static class ActionsCommand
{
    public static Command Create(ToolConsole console)
    {
        var command = new Command("actions", "Single actions: what waits for a person, and the person's answer.");
        foreach (var approval in ApprovalCommands.Create(console))
            command.Subcommands.Add(approval);
        return command;
    }
}
