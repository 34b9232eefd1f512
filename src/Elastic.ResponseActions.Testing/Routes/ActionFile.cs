using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Texts;
using Elastic.ResponseActions.Testing.World;
using Elastic.ResponseActions.Testing.World.Commands;

namespace Elastic.ResponseActions.Testing.Routes;

/// <summary>A file that an agent sent back: its id, and the checks that info and download share, in Kibana's order.</summary>
internal sealed record ActionFile(FakeAction Action, string AgentId, FakeDownload Download, DateTimeOffset At)
{
    /// <summary>One of these opens the routes; the command's own is checked later.</summary>
    public static IReadOnlyList<FakePermission> Permissions { get; } =
        [FakePermission.CanWriteFileOperations, FakePermission.CanWriteExecuteOperations, FakePermission.CanGetRunningProcesses];

    public static string IdOf(FakeAction action, string agentId) => action.AgentType == AgentType.Endpoint ? $"{action.Id}.{agentId}" : agentId;

    public static string Uri(FakeAction action, string agentId) => $"/api/endpoint/action/{action.Id}/file/{IdOf(action, agentId)}/download";

    /// <summary>Finds the file, or gives the answer that says why not.</summary>
    /// <param name="world">The world.</param>
    /// <param name="call">The request; its values are action id and file id.</param>
    /// <param name="wrongFile">What a file of another action is answered with; the two routes differ there.</param>
    /// <param name="file">The file.</param>
    public static Answer? Refuse(FakeWorld world, Call call, Func<string, Answer> wrongFile, out ActionFile? file)
    {
        file = null;
        var (actionId, fileId) = (call.RouteValues[0], call.RouteValues[1]);
        if (ActionAccess.Refuse(world, call, actionId, out var action) is { } refused)
            return refused;
        if (!HostBehaviour.HasDownloads(action!.Command, action.AgentType))
            return Answer.Error(400, KibanaTexts.NoDownloads(action), $"Action {action} leaves no file.");
        var needed = CommandRoute.PermissionsFor(action.Command);
        if (!needed.Any(permission => call.User!.Has(permission) && permission.IsLicensed(world.License)))
            return Answer.Error(403, KibanaTexts.EndpointForbidden, Explanations.NoPermission(call.User!, needed, world));
        if (action.AgentIds.FirstOrDefault(id => IdOf(action, id) == fileId) is not { } agentId)
            return wrongFile(KibanaTexts.WrongFile(fileId, actionId));
        if (action.AnswerOf(agentId) is not { Download: { } download } answer)
            return Answer.Error(404, KibanaTexts.FileNotFound(fileId), $"Agent '{agentId}' has sent no file for {action} so far.");
        file = new ActionFile(action, agentId, download, answer.At);
        return null;
    }
}
