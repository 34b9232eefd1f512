using Elastic.ResponseActions.Testing.Texts;

namespace Elastic.ResponseActions.Testing.World;

/// <summary>How Kibana's rule engine submits one request: nothing is refused, an error is stored with the action instead.</summary>
internal static class RuleEngine
{
    // Created by nobody in particular: automated actions carry no user.
    private const string UserName = "unknown";

    /// <summary>Stores the action, failed at once or sent. Null where Kibana would throw and store nothing.</summary>
    public static FakeAction? Submit(FakeWorld world, FakeAutomatedAction request, DateTimeOffset now)
    {
        var asked = AgentSelection.WithDefend(world, [request.AgentId]);
        if (asked.Valid.Any(host => !world.Sees(host, request.SpaceId)))
            return null;
        var action = asked.NewAction(new ActionDraft
        {
            Command = request.Command,
            CreatedBy = UserName,
            SpaceId = request.SpaceId,
            At = now,
            Comment = request.Comment,
            Parameters = request.Parameters,
            AlertIds = request.AlertIds,
            RuleId = request.RuleId,
            RuleName = request.RuleName,
            HostName = request.HostName,
            Error = FindError(world, asked, request),
        });
        world.Store(action);
        return action;
    }

    // The first that applies: a wrong host or licence hides an error of the request itself.
    private static string? FindError(FakeWorld world, AgentSelection asked, FakeAutomatedAction request) =>
        !world.License.Includes(LicenseLevel.Enterprise) ? KibanaTexts.NeedsEnterprise
        : asked.Valid.Count == 0 ? KibanaTexts.NoDefend
        : !IsAutomatable(world, request.Command) ? KibanaTexts.CommandNotSupported(request.Command)
        : request.Error;

    private static bool IsAutomatable(FakeWorld world, string command) => command switch
    {
        "isolate" => true,
        "kill-process" or "suspend-process" => world.Version.Has(KibanaFeature.AutomatedProcessActions),
        "runscript" => world.Version.Has(KibanaFeature.EndpointRunScript),
        _ => false,
    };
}
