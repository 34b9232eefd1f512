using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Schemas;
using Elastic.ResponseActions.Testing.Texts;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Routes;

/// <summary>What Kibana checks of the action that <c>cancel</c> names: it is there, may be cancelled, and the caller may send its command.</summary>
internal static class CancelChecks
{
    private static readonly string[] CancellableOnEndpoint = ["get-file", "execute", "upload", "scan", "runscript", "memory-dump"];

    public static Answer? Refuse(FakeWorld world, Call call, ActionRequest request)
    {
        var id = request.Parameters!.Value.GetProperty("id").GetString()!;
        if (world.FindAction(id) is not { } target)
            return Answer.Error(404, KibanaTexts.ActionNotFound(id), Explanations.NoAction(id, world.Actions));
        var needed = CommandRoute.PermissionsFor(target.Command);
        if (!needed.Any(permission => call.User!.Has(permission) && permission.IsLicensed(world.License)))
            return Answer.Error(403, KibanaTexts.EndpointForbidden, Explanations.NoPermission(call.User!, needed, world));
        if (target.Command == "cancel" || (target.AgentType == AgentType.Endpoint && !CancellableOnEndpoint.Contains(target.Command)))
            return Answer.Error(400, KibanaTexts.CommandNotSupported("cancel"), $"`{target.Command}` cannot be cancelled.");
        return ActionProgress.Of(target, call.Now).IsCompleted
            ? Answer.Error(400, KibanaTexts.CancelOfCompleted(id), "Nothing is left to cancel.")
            : null;
    }
}
