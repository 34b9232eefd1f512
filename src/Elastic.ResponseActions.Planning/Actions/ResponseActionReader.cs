using System.Text.Json;
using Elastic.ResponseActions.Json;

namespace Elastic.ResponseActions.Actions;

/// <summary>Reads entries of <c>response_actions</c>.</summary>
internal static class ResponseActionReader
{
    public const string Endpoint = ".endpoint";
    public const string Osquery = ".osquery";

    public static RuleResponseAction Read(JsonElement json, string place)
    {
        var action = new JsonMembers(json, place);
        return action.RequiredText("action_type_id") switch
        {
            Endpoint => ReadEndpoint(action, Parameters(action, place)),
            Osquery => new OsqueryAction(action, Parameters(action, place)),
            _ => new UnknownResponseAction(action),
        };
    }

    private static EndpointResponseAction ReadEndpoint(JsonMembers action, JsonMembers parameters) => parameters.Text("command") switch
    {
        "isolate" => new IsolateAction(action, parameters),
        "kill-process" => new KillProcessAction(action, parameters),
        "suspend-process" => new SuspendProcessAction(action, parameters),
        "runscript" => new RunScriptAction(action, parameters),
        _ => new UnknownEndpointAction(action, parameters),
    };

    private static JsonMembers Parameters(JsonMembers action, string place) =>
        action.Object("params") ?? throw new JsonException($"{place}: the member `params` is missing; expected an object.");
}
