using System.Text.Json;
using Elastic.ResponseActions.Kibana.Rules;

namespace Elastic.ResponseActions.Kibana.Privileges;

/// <summary>Asks Elasticsearch what the credentials may do (<c>_security/user/_has_privileges</c>), and which licence is in force (<c>_license</c>). Both change nothing.</summary>
internal sealed class ElasticsearchRights(IResponseActionTransport elasticsearch, KibanaConnection kibana)
{
    private static readonly KeyValuePair<string, string>[] Headers = [];

    /// <summary>Which of the API actions are granted in the space, and which privileges on its alerts index; what the answer does not name is not in it.</summary>
    /// <exception cref="ResponseActionsException">Elasticsearch refused the question, or the answer is none.</exception>
    public async ValueTask<GrantedRights> ReadAsync(IReadOnlyList<string> actions, IReadOnlyList<string> onAlerts, string application, CancellationToken cancellationToken)
    {
        var resource = $"space:{kibana.Options.SpaceId}";
        var alerts = KibanaProbes.AlertsIndexOf(kibana.Options.SpaceId);
        var body = RuleJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("application");
            json.WriteStartObject();
            json.WriteString("application", application);
            WriteTexts(json, "resources", [resource]);
            WriteTexts(json, "privileges", actions);
            json.WriteEndObject();
            json.WriteEndArray();
            if (onAlerts.Count > 0)
                WriteIndex(json, alerts, onAlerts);
            json.WriteEndObject();
        });
        var request = new TransportRequest { Method = "POST", Path = "/_security/user/_has_privileges", Headers = Headers, Body = body };
        cancellationToken.ThrowIfCancellationRequested();
        var response = await elasticsearch.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != 200)
            throw kibana.Refused(request, response);

        var answer = kibana.ReadObject(request, response);
        if (answer.Member("application").Member(application).Member(resource) is not { ValueKind: JsonValueKind.Object } granted)
            throw kibana.NotUnderstood(request, response, $"without `application.{application}.{resource}`");

        return new GrantedRights(Flags(granted), Flags(answer.Member("index").Member(alerts)));
    }

    /// <summary>The licence; <see cref="LicenseLevel.None"/> where it is not active, null where Elasticsearch does not say.</summary>
    public async ValueTask<LicenseLevel?> ReadLicenseAsync(CancellationToken cancellationToken)
    {
        var request = new TransportRequest { Method = "GET", Path = "/_license", Headers = Headers };
        cancellationToken.ThrowIfCancellationRequested();
        var response = await elasticsearch.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != 200 || kibana.ReadObject(request, response).Member("license") is not { } license)
            return null;

        return license.Text("type") is { } type && license.Text("status") is { } status ? status == "active" ? new LicenseLevel(type) : LicenseLevel.None : null;
    }

    private static Dictionary<string, bool> Flags(JsonElement? granted) => granted is not { ValueKind: JsonValueKind.Object } flags
        ? []
        : flags.EnumerateObject().Where(static one => one.Value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            .ToDictionary(static one => one.Name, static one => one.Value.GetBoolean(), StringComparer.Ordinal);

    private static void WriteIndex(Utf8JsonWriter json, string index, IReadOnlyList<string> privileges)
    {
        json.WriteStartArray("index");
        json.WriteStartObject();
        WriteTexts(json, "names", [index]);
        WriteTexts(json, "privileges", privileges);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
