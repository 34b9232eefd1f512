using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Wire;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Routes;

/// <summary>Says what the caller may do with the alerts index, and whether Kibana can sign. It says nothing of response actions.</summary>
internal sealed class DetectionPrivilegesRoute(FakeWorld world) : Route("GET", "/api/detection_engine/privileges")
{
    private static readonly string[] IndexPrivileges = ["all", "create", "create_doc", "delete", "index", "maintenance", "manage", "monitor", "read", "view_index_metadata", "write"];
    private static readonly string[] ClusterPrivileges = ["all", "manage", "manage_api_key", "manage_index_templates", "manage_ml", "manage_own_api_key", "manage_pipeline", "manage_security", "manage_transform", "monitor", "monitor_ml", "monitor_transform"];

    public override FakePermission? BasePrivilege(KibanaVersion version) => version.Has(KibanaFeature.RulePrivileges) ? FakePermission.CanReadRules : base.BasePrivilege(version);

    public override Work? Read(Call call, out string error)
    {
        error = "";
        return () => Show(call);
    }

    private Answer Show(Call call)
    {
        var owns = call.User!.Has(FakePermission.CanWriteRules) || !world.Version.Has(KibanaFeature.RulePrivileges);
        var body = new JsonObject
        {
            ["username"] = JsonValue.Create(call.User.Name),
            ["has_all_requested"] = JsonValue.Create(owns),
            ["cluster"] = Granted(ClusterPrivileges, owns),
            ["index"] = new JsonObject { [$".alerts-security.alerts-{call.SpaceId}"] = Granted(IndexPrivileges, owns) },
            ["application"] = new JsonObject(),
            ["is_authenticated"] = JsonValue.Create(true),
            ["has_encryption_key"] = JsonValue.Create(true),
        };
        return new Answer(200, JsonSerializer.SerializeToUtf8Bytes(body, TreeJson.Relaxed.JsonObject));
    }

    private static JsonObject Granted(IEnumerable<string> privileges, bool granted)
    {
        var all = new JsonObject();
        foreach (var privilege in privileges)
            all[privilege] = JsonValue.Create(granted);
        return all;
    }
}
