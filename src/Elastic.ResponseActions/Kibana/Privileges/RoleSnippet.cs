using System.Text;
using System.Text.Json;
using Elastic.ResponseActions.Kibana.Rules;

namespace Elastic.ResponseActions.Kibana.Privileges;

/// <summary>Writes the role that grants some privileges, with the feature's id and the spaces of the server's release.</summary>
internal static class RoleSnippet
{
    public static string Of(IReadOnlyList<PrivilegeNeed> needs, KibanaServer server, string spaceId)
    {
        // Up to 9.0 the sub-features count only where they are granted for all spaces.
        var space = server.Has(ServerFeatures.SpaceAwareness) == false ? "*" : spaceId;
        var rulesApart = server.Has(ServerFeatures.RulePrivileges) != false;
        var ofRules = needs.Where(need => need.IsOfRules && rulesApart).Select(static need => need.Privilege.Id).Distinct().ToList();
        var ofSecurity = needs.Where(static need => !need.IsOfRules && !need.IsOfAlertsIndex).Select(static need => need.Privilege.Id).Where(static id => id != "read").Distinct().ToList();

        var onAlerts = needs.Where(static need => need.IsOfAlertsIndex).Select(static need => need.Privilege.Id).ToList();

        // Before rules were a feature, who may write Security may write rules.
        var writesRules = !rulesApart && needs.Contains(PrivilegeNeeds.WriteRules);
        return Encoding.UTF8.GetString(RuleJson.Write(json =>
        {
            json.WriteStartObject();
            if (onAlerts.Count > 0)
                WriteAlertsIndex(json, KibanaProbes.AlertsIndexOf(spaceId), onAlerts);
            json.WriteStartArray("kibana");
            json.WriteStartObject();
            WriteTexts(json, "base", []);
            json.WriteStartObject("feature");
            WriteTexts(json, SecurityFeature(server), [writesRules ? "all" : "read", .. ofSecurity]);
            if (ofRules.Count > 0)
                WriteTexts(json, "securitySolutionRulesV1", ofRules.Contains("all") ? ["all"] : ofRules);
            json.WriteEndObject();
            WriteTexts(json, "spaces", [space]);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }).Span);
    }

    /// <summary>The id of the Security feature; old ids go on working in stored roles.</summary>
    public static string SecurityFeature(KibanaServer server) => server.Release switch
    {
        { Major: <= 8, Minor: < 18 } or { Major: < 8 } => "siem",
        { Major: 8 } or { Major: 9, Minor: 0 } => "siemV2",
        { Major: 9, Minor: 1 } => "siemV3",
        { Major: 9, Minor: 2 } => "siemV4",
        _ => "siemV5",
    };

    private static void WriteAlertsIndex(Utf8JsonWriter json, string index, IReadOnlyList<string> privileges)
    {
        json.WriteStartObject("elasticsearch");
        json.WriteStartArray("indices");
        json.WriteStartObject();
        WriteTexts(json, "names", [index]);
        WriteTexts(json, "privileges", privileges);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
