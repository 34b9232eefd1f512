using System.Text;
using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Texts;

/// <summary>The fake's own words: what was asked, what there is, what to add. Never sent to a caller.</summary>
internal static class Explanations
{
    public static string NoConnector(string agentType) => $"FakeKibana has no stack connector for agents of type `{agentType}`; add the type to kibana.Connectors.";

    public static string NoEndpointOfType(string agentId, string agentType, IEnumerable<FakeEndpoint> known) =>
        $"FakeKibana has no host '{agentId}' of type `{agentType}`. Known: {List(known)}. Add it with kibana.AddEndpoint(\"{agentId}\") and set AgentType.";

    public static string NoEndpoint(string agentId, IEnumerable<FakeEndpoint> known) =>
        $"FakeKibana has no endpoint '{agentId}'. Known: {List(known)}. Add it with kibana.AddEndpoint(\"{agentId}\").";

    public static string WithoutMetadata(IReadOnlyList<string> agentIds, EndpointTable known) => string.Join(' ', agentIds.Distinct().Select(id =>
        known.Find(id) is { } host
            ? $"Host {host} has an agent but no Elastic Defend; set HasDefend to true."
            : NoEndpoint(id, known.InOrder)));

    public static string NotInSpace(IReadOnlyList<FakeEndpoint> hosts, string spaceId) => string.Join(' ', hosts.Select(host =>
        $"Host {host} is seen in {Spaces(host.Spaces)}, not in '{spaceId}'; add the space to Spaces."));

    public static string NoRule(FakeWorld world, string spaceId)
    {
        string[] known = [.. world.Rules.In(spaceId).Select(rule => $"'{rule.Name}' (id {rule.Id}, rule_id {rule.RuleId})")];
        return $"Space '{spaceId}' has {(known.Length == 0 ? "no rule" : string.Join(", ", known))}. Create it with POST /api/detection_engine/rules.";
    }

    public static string NoRoute(Call call, IEnumerable<string> routes) =>
        $"FakeKibana has no route {call.Method} {call.Path}. It answers: {string.Join(", ", routes)}.";

    public static string NoUser(string authorization, IEnumerable<FakeUser> users)
    {
        var sent = authorization.Length == 0 ? "The request has no Authorization header." : $"Nobody has the credentials sent (scheme `{authorization.Split(' ')[0]}`).";
        return $"{sent} Users: {string.Join(", ", users)}. Send `Authorization: ApiKey` with kibana.ApiKey, or the key of a user made with kibana.AddUser.";
    }

    /// <summary>Kibana's text does not tell a missing permission from a missing licence; this one does.</summary>
    public static string NoPermission(FakeUser user, IReadOnlyList<FakePermission> anyOf, FakeWorld? world)
    {
        if (world is not null && anyOf.FirstOrDefault(user.Has) is { } held)
            return $"User '{user.Name}' has `{held}`, which needs licence `{held.LeastLicense}`; the licence is `{world.License}`. Set kibana.License.";
        return $"User '{user.Name}' lacks {string.Join(" or ", anyOf.Select(p => $"`{p}` (privilege `{p.SubFeature}`)"))}. Add it to user.Permissions.";
    }

    public static string NoAction(string id, IReadOnlyList<FakeAction> actions) => actions.Count == 0
        ? $"No action '{id}': none has been stored yet."
        : $"No action '{id}' among {actions.Count}; the newest is {actions[^1]}.";

    public static string ActionElsewhere(FakeAction action, string spaceId) =>
        $"Action {action} is seen in {Spaces(action.PolicySpaces)}, not in '{spaceId}'.";

    public static string Orphan(FakeAction action) =>
        $"Action {action} has no host and so no policy; from 9.1 on Kibana can show it in no space.";

    /// <summary>The whole world and every request that did not get what it asked for.</summary>
    public static string World(FakeWorld world, IReadOnlyList<FakeRequest> requests)
    {
        var text = new StringBuilder();
        text.AppendLine($"FakeKibana {world.Version.Text}, licence `{world.License}`.");
        text.AppendLine($"Hosts: {List(world.Endpoints.InOrder)}.");
        text.AppendLine($"Users: {string.Join(", ", world.Users)}.");
        text.AppendLine($"Actions: {world.Actions.Count}.");
        FakeRequest[] notable = [.. requests.Where(request => request.Why is not null)];
        text.AppendLine($"Requests: {requests.Count}, with something to say about {notable.Length}.");
        foreach (var request in notable)
            text.AppendLine($"  {request}: {request.Why}");
        return text.ToString();
    }

    private static string List(IEnumerable<FakeEndpoint> hosts) => hosts.Any() ? string.Join(", ", hosts) : "none";

    private static string Spaces(IReadOnlyList<string> spaces) =>
        spaces.Count == 0 ? "no space" : string.Join(", ", spaces.Select(space => $"'{space}'"));
}
