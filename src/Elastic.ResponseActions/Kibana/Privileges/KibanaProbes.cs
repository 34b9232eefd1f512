using System.Text.Json;

namespace Elastic.ResponseActions.Kibana.Privileges;

/// <summary>
/// What Kibana alone tells of the credentials: it answers reads or refuses them. There is no way to try a command without sending it, and none to try
/// a write; only "no command at all" can be found out.
/// </summary>
internal sealed class KibanaProbes(KibanaConnection kibana)
{
    /// <summary>The alias of a space's alerts.</summary>
    public static string AlertsIndexOf(string spaceId) => $".alerts-security.alerts-{spaceId}";

    /// <summary>True: granted, privilege and licence both. False: one of the two is missing. Null: not known.</summary>
    public async ValueTask<IReadOnlyDictionary<PrivilegeNeed, bool?>> ReadAsync(IReadOnlyList<PrivilegeNeed> needs, CancellationToken cancellationToken)
    {
        var found = needs.ToDictionary(static need => need, static _ => (bool?)null);
        await ProbeAsync(PrivilegeNeeds.ReadHistory, "/api/endpoint/action", [new("page", "1"), new("pageSize", "1")]).ConfigureAwait(false);
        await ProbeAsync(PrivilegeNeeds.ReadEndpoints, "/api/endpoint/metadata", [new("page", "0"), new("pageSize", "1")]).ConfigureAwait(false);
        await ProbeAsync(PrivilegeNeeds.ReadRules, "/api/detection_engine/rules/_find", [new("page", "1"), new("per_page", "1")]).ConfigureAwait(false);
        if (found.Keys.Any(static need => need.IsOfAlertsIndex))
        {
            var alerts = await ReadAlertsIndexAsync(cancellationToken).ConfigureAwait(false);
            foreach (var need in needs.Where(static need => need.IsOfAlertsIndex))
                found[need] = alerts?.Member(need.Privilege.Id)?.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };
        }

        if (found.Keys.Any(static need => need.Command is not null) && await AnswersAsync("/api/endpoint/action/state", []).ConfigureAwait(false) == false)
        {
            foreach (var command in needs.Where(static need => need.Command is not null))
                found[command] = false;
        }

        // Each of these reads needs read access to Security too.
        if (found.ContainsKey(PrivilegeNeeds.ReadSecurity) && found.Any(static one => one is { Key: { IsOfRules: false, IsOfAlertsIndex: false }, Value: true }))
            found[PrivilegeNeeds.ReadSecurity] = true;
        return found;

        async ValueTask ProbeAsync(PrivilegeNeed need, string path, IReadOnlyList<KeyValuePair<string, string>> query)
        {
            if (found.ContainsKey(need))
                found[need] = await AnswersAsync(path, query).ConfigureAwait(false);
        }

        async ValueTask<bool?> AnswersAsync(string path, IReadOnlyList<KeyValuePair<string, string>> query)
        {
            var request = kibana.Get(path, query);
            var response = await kibana.ReadAsync(request, cancellationToken).ConfigureAwait(false);
            return response.StatusCode switch
            {
                200 when KibanaJson.IsJson(response) => true,
                403 => false,
                404 when ServerError.Read(response, null).Message.Contains("index_not_found_exception", StringComparison.Ordinal) => true,
                401 => throw kibana.Refused(request, response),
                _ => null,
            };
        }
    }

    /// <summary>Whether the credentials may read and write the alerts index of the space, which writing rules took before 9.3; null where Kibana does not say.</summary>
    public async ValueTask<bool?> MayWriteAlertsAsync(CancellationToken cancellationToken) =>
        await ReadAlertsIndexAsync(cancellationToken).ConfigureAwait(false) is { } index ? index.Flag("read") && index.Flag("write") : null;

    private async ValueTask<JsonElement?> ReadAlertsIndexAsync(CancellationToken cancellationToken)
    {
        var request = kibana.Get("/api/detection_engine/privileges");
        var response = await kibana.ReadAsync(request, cancellationToken).ConfigureAwait(false);
        return response.StatusCode == 200 ? kibana.ReadObject(request, response).Member("index").Member(AlertsIndexOf(kibana.Options.SpaceId)) : null;
    }
}
