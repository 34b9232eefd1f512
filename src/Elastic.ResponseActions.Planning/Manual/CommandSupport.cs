namespace Elastic.ResponseActions.Manual;

/// <summary>Which product's agents know which command by request. Agent types this library does not know are left to the server.</summary>
internal static class CommandSupport
{
    public static bool Has(ResponseActionCommand command, AgentType type) => type.Name switch
    {
        "endpoint" => true,
        "sentinel_one" => command.Name is "isolate" or "unisolate" or "kill-process" or "running-processes" or "get-file" or "runscript",
        "crowdstrike" => command.Name is "isolate" or "unisolate" or "runscript",
        "microsoft_defender_endpoint" => command.Name is "isolate" or "unisolate" or "runscript" or "cancel",
        _ => !string.IsNullOrWhiteSpace(type.Name),
    };
}
