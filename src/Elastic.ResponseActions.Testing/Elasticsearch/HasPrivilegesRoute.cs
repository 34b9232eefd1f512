using System.Text.Json;
using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Schemas;
using Elastic.ResponseActions.Testing.Wire;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Elasticsearch;

/// <summary>
/// Tells a user what it may do. Permissions here count in every space, and the licence has no say, as in Elasticsearch. Cluster and index privileges are
/// granted to whoever may read rules: those are what a rule's owner has.
/// </summary>
internal sealed class HasPrivilegesRoute(FakeWorld world) : Route("GET", "/_security/user/_has_privileges")
{
    private const string KibanaApplication = "kibana-.kibana";

    public override Work? Read(Call call, out string error)
    {
        error = "request body is required";
        if (!JsonBody.TryParse(call.Body!, out var root) || root.ValueKind != JsonValueKind.Object)
            return null;
        if (Problem(root) is { } problem)
        {
            error = problem;
            return null;
        }
        error = "";
        return () => Ask(call.User!, root);
    }

    private static string? Problem(JsonElement root)
    {
        foreach (var application in Items(root, "application"))
        {
            if (application.ValueKind != JsonValueKind.Object || Name(application) is null || Texts(application, "resources") is null || Texts(application, "privileges") is null)
                return "failed to parse application privilege: [application], [resources] and [privileges] are needed";
        }
        foreach (var index in Items(root, "index"))
        {
            if (index.ValueKind != JsonValueKind.Object || Texts(index, "names") is null || Texts(index, "privileges") is null)
                return "failed to parse index privilege: [names] and [privileges] are needed";
        }
        return root.TryGetProperty("cluster", out _) && Texts(root, "cluster") is null ? "failed to parse [cluster]: an array of texts is needed" : null;
    }

    private Answer Ask(FakeUser user, JsonElement root)
    {
        var mayOwnRules = user.Has(FakePermission.CanReadRules);
        Dictionary<string, bool> cluster = [];
        foreach (var privilege in Texts(root, "cluster") ?? [])
            cluster[privilege] = mayOwnRules;
        Dictionary<string, Dictionary<string, bool>> index = [];
        foreach (var asked in Items(root, "index"))
        {
            foreach (var name in Texts(asked, "names")!)
                index[name] = Texts(asked, "privileges")!.Distinct().ToDictionary(privilege => privilege, _ => mayOwnRules);
        }
        Dictionary<string, Dictionary<string, Dictionary<string, bool>>> application = [];
        foreach (var asked in Items(root, "application"))
        {
            var resources = application.TryGetValue(Name(asked)!, out var known) ? known : application[Name(asked)!] = [];
            foreach (var resource in Texts(asked, "resources")!)
                resources[resource] = Texts(asked, "privileges")!.Distinct().ToDictionary(privilege => privilege, privilege => Name(asked) == KibanaApplication && Has(user, privilege));
        }
        var all = cluster.Values.All(granted => granted) && index.Values.SelectMany(asked => asked.Values).All(granted => granted)
            && application.Values.SelectMany(resources => resources.Values).SelectMany(asked => asked.Values).All(granted => granted);
        return Answer.Ok(new HasPrivilegesResponse(user.Name, all, cluster, index, application), WireJson.Default.HasPrivilegesResponse);
    }

    // `login:` is what every user of Kibana has. A registered name, `feature_siemV5.host_isolation_all`, is found by its sub-feature.
    private bool Has(FakeUser user, string privilege) =>
        (privilege == "login:" && user.Permissions.Count > 0)
        || user.Permissions.Any(held => held.ApiAction == privilege)
        || (privilege.StartsWith(SecurityFeature + ".", StringComparison.Ordinal) && user.Permissions.Any(held => held.SubFeature == privilege[(SecurityFeature.Length + 1)..]));

    private string SecurityFeature => "feature_" + (world.Version switch
    {
        { Major: 8, Minor: < 18 } => "siem",
        { Major: 8 } or { Minor: 0 } => "siemV2",
        { Minor: 1 } => "siemV3",
        { Minor: 2 } => "siemV4",
        _ => "siemV5",
    });

    private static string? Name(JsonElement application) =>
        application.TryGetProperty("application", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;

    private static JsonElement.ArrayEnumerator Items(JsonElement root, string name) =>
        root.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;

    private static string[]? Texts(JsonElement root, string name) =>
        root.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. list.EnumerateArray().Select(item => item.GetString()!)]
            : null;
}
