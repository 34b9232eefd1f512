using Elastic.ResponseActions.Testing.Wire;
using Elastic.ResponseActions.Testing.World.Commands;

namespace Elastic.ResponseActions.Testing.World;

/// <summary>What a host does with an action that has reached it: it changes, and says how it went.</summary>
internal static class HostBehaviour
{
    private static readonly Dictionary<string, HostCommand> Commands = new()
    {
        ["isolate"] = IsolationCommands.Isolate,
        ["unisolate"] = IsolationCommands.Release,
        ["kill-process"] = ProcessCommands.Kill,
        ["suspend-process"] = ProcessCommands.Suspend,
        ["running-processes"] = ProcessCommands.List,
        ["get-file"] = FileCommands.Get,
        ["upload"] = FileCommands.Upload,
        ["scan"] = FileCommands.Scan,
        ["execute"] = ShellCommands.Execute,
        ["runscript"] = ShellCommands.RunScript,
        ["memory-dump"] = MemoryCommands.Dump,
        ["cancel"] = CancelCommand.Cancel,
    };

    // Which pairs of command and agent type leave a file that Kibana offers for download.
    private static readonly HashSet<(string Command, string AgentType)> Downloads =
    [
        ("get-file", "endpoint"), ("get-file", "sentinel_one"), ("execute", "endpoint"), ("running-processes", "sentinel_one"),
        ("runscript", "endpoint"), ("runscript", "sentinel_one"), ("runscript", "microsoft_defender_endpoint"),
    ];

    public static bool HasDownloads(string command, AgentType agentType) => Downloads.Contains((command, agentType.Name));

    public static AgentAnswer CarryOut(HostTask task)
    {
        var command = task.Action.Command;
        if (task.Misbehaves(FakeMisbehaviour.UnsupportedSucceeds))
            return EmptySuccess(task.Action, task.At);
        var result = Commands[command](task);
        var content = result.Reason is null ? null : (result.Content ?? new ActionOutputContent()) with { Code = $"ra_{command}_{result.Reason}" };
        return new AgentAnswer
        {
            At = task.At,
            FromEndpoint = true,
            Output = content is null ? null : new ActionOutputBody { Type = "json", Content = content },
            Error = result.Error,
            FailsWithoutReason = task.Misbehaves(FakeMisbehaviour.FailsWithoutReason),
            Download = result.Error is null && HasDownloads(command, task.Host.AgentType) ? result.Download : null,
        };
    }

    /// <summary>An answer that says it is done, though nothing was.</summary>
    public static AgentAnswer EmptySuccess(FakeAction action, DateTimeOffset at) => new()
    {
        At = at,
        FromEndpoint = true,
        Output = new ActionOutputBody { Type = "json", Content = new ActionOutputContent { Code = $"ra_{action.Command}_success_done" } },
    };
}
