using System.Text.Json;
using Elastic.ResponseActions.Kibana;
using Elastic.ResponseActions.Kibana.Alerts;
using Elastic.ResponseActions.Kibana.Rules;

namespace Elastic.ResponseActions;

/// <summary>The alerts that Kibana's detection engine made (<c>/api/detection_engine/signals</c>). Thread-safe. To follow new ones use <see cref="AlertFeed"/>.</summary>
public sealed class AlertRoutes
{
    /// <summary>The most alerts that one change of status or tags names.</summary>
    public const int MaxIds = 1000;

    private const string Root = "/api/detection_engine/signals";

    private readonly KibanaConnection _kibana;

    internal AlertRoutes(KibanaConnection kibana) => _kibana = kibana;

    /// <summary>Searches the space's alerts (<c>POST search</c>). It changes nothing, so it is tried again where it fails in passing.</summary>
    /// <param name="utf8Search">A search of Elasticsearch in UTF-8: <c>query</c>, <c>size</c>, <c>sort</c>, <c>_source</c>, <c>fields</c>, <c>aggs</c>, <c>runtime_mappings</c>, <c>track_total_hits</c>; the alerts need their <c>_source</c>.</param>
    /// <param name="cancellationToken">Gives the search up.</param>
    /// <exception cref="ArgumentException">The search is no JSON object. Nothing was sent.</exception>
    /// <exception cref="ResponseActionsException">Kibana refused it, the answer is no list of alerts, or not every shard answered.</exception>
    /// <exception cref="TransportException">No whole answer came, not even on the last try.</exception>
    public ValueTask<AlertPage> SearchAsync(ReadOnlyMemory<byte> utf8Search, CancellationToken cancellationToken = default) => SearchAsync(utf8Search, maxAnswerBytes: null, cancellationToken);

    internal async ValueTask<AlertPage> SearchAsync(ReadOnlyMemory<byte> utf8Search, int? maxAnswerBytes, CancellationToken cancellationToken)
    {
        var search = RequireObject(utf8Search, nameof(utf8Search));
        var request = _kibana.Send("POST", $"{Root}/search", RuleJson.Write(search.WriteTo)) with { MaxResponseBytes = maxAnswerBytes };
        return AlertHits.Read(_kibana, request, await _kibana.ReadAsync(request, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Sets the status of alerts (<c>POST status</c>).</summary>
    /// <param name="alertIds">The alerts' ids, 1 to <see cref="MaxIds"/>.</param>
    /// <param name="status">The status.</param>
    /// <param name="cancellationToken">Gives the call up; it may have been done.</param>
    /// <exception cref="ArgumentException">No id, too many, or a blank one. Nothing was sent.</exception>
    /// <exception cref="ResponseActionsException">Kibana refused it.</exception>
    /// <exception cref="TransportException">No whole answer came.</exception>
    public ValueTask<AlertUpdate> SetStatusAsync(IReadOnlyList<string> alertIds, AlertStatus status, CancellationToken cancellationToken = default)
    {
        Check(alertIds);
        return UpdateAsync("status", json =>
        {
            WriteTexts(json, "signal_ids", alertIds);
            json.WriteString("status", status.Name);
        }, cancellationToken);
    }

    /// <summary>Sets the status of every alert that a query finds (<c>POST status</c>).</summary>
    /// <param name="utf8Query">A query of Elasticsearch, one JSON object in UTF-8.</param>
    /// <param name="status">The status.</param>
    /// <param name="proceedOnConflicts">Goes on past alerts that somebody else changes in that moment (<c>conflicts: proceed</c>); else it ends there.</param>
    /// <param name="cancellationToken">Gives the call up; it may have been done.</param>
    /// <exception cref="ArgumentException">The query is no JSON object, or an empty one. Nothing was sent.</exception>
    /// <exception cref="ResponseActionsException">Kibana refused it.</exception>
    /// <exception cref="TransportException">No whole answer came.</exception>
    public ValueTask<AlertUpdate> SetStatusByQueryAsync(ReadOnlyMemory<byte> utf8Query, AlertStatus status, bool proceedOnConflicts = false, CancellationToken cancellationToken = default)
    {
        var query = RequireObject(utf8Query, nameof(utf8Query));
        if (query.GetPropertyCount() == 0)
            throw new ArgumentException("The query is empty. If every alert is meant, say `match_all`. Nothing was sent.", nameof(utf8Query));

        return UpdateAsync("status", json =>
        {
            json.WritePropertyName("query");
            query.WriteTo(json);
            json.WriteString("status", status.Name);
            json.WriteString("conflicts", proceedOnConflicts ? "proceed" : "abort");
        }, cancellationToken);
    }

    /// <summary>Adds tags to alerts and takes others away (<c>POST tags</c>).</summary>
    /// <param name="alertIds">The alerts' ids, 1 to <see cref="MaxIds"/>.</param>
    /// <param name="add">The tags to add.</param>
    /// <param name="remove">The tags to take away.</param>
    /// <param name="cancellationToken">Gives the call up; it may have been done.</param>
    /// <exception cref="ArgumentException">No id, too many, a blank one, no tag, or a tag both added and removed. Nothing was sent.</exception>
    /// <exception cref="ResponseActionsException">Kibana refused it.</exception>
    /// <exception cref="TransportException">No whole answer came.</exception>
    public ValueTask<AlertUpdate> SetTagsAsync(IReadOnlyList<string> alertIds, IReadOnlyList<string> add, IReadOnlyList<string> remove, CancellationToken cancellationToken = default)
    {
        Check(alertIds);
        ArgumentNullException.ThrowIfNull(add);
        ArgumentNullException.ThrowIfNull(remove);
        if (add.Count + remove.Count == 0 || add.Concat(remove).Any(string.IsNullOrWhiteSpace))
            throw new ArgumentException("Name at least one tag to add or to remove, none of them blank. Nothing was sent.");
        if (add.Intersect(remove).FirstOrDefault() is { } both)
            throw new ArgumentException($"The tag `{VisibleText.Of(both, 128)}` is both added and removed. Nothing was sent.");

        return UpdateAsync("tags", json =>
        {
            WriteTexts(json, "ids", alertIds);
            json.WriteStartObject("tags");
            WriteTexts(json, "tags_to_add", add);
            WriteTexts(json, "tags_to_remove", remove);
            json.WriteEndObject();
        }, cancellationToken);
    }

    private async ValueTask<AlertUpdate> UpdateAsync(string route, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        var request = _kibana.Send("POST", $"{Root}/{route}", RuleJson.Write(json =>
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }));
        var response = await _kibana.SendOnceAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != 200)
            throw _kibana.Refused(request, response);

        var answer = _kibana.ReadObject(request, response);
        return new AlertUpdate
        {
            Total = answer.Count("total") ?? throw _kibana.NotUnderstood(request, response, "without `total`"),
            Updated = answer.Count("updated") ?? 0,
            VersionConflicts = answer.Count("version_conflicts") ?? 0,
            Failures = answer.Member("failures") is { ValueKind: JsonValueKind.Array } failures ? failures.GetArrayLength() : 0,
        };
    }

    private static JsonElement RequireObject(ReadOnlyMemory<byte> utf8Json, string name)
    {
        try
        {
            if (JsonElement.Parse(utf8Json.Span, KibanaJson.Strict) is { ValueKind: JsonValueKind.Object } json)
                return json;
        }
        catch (JsonException cause)
        {
            throw new ArgumentException($"It cannot be read: {VisibleText.Of(cause.Message, 256)} Nothing was sent.", name, cause);
        }

        throw new ArgumentException("It has to be one JSON object. Nothing was sent.", name);
    }

    private static void Check(IReadOnlyList<string> alertIds)
    {
        ArgumentNullException.ThrowIfNull(alertIds);
        if (alertIds.Count is 0 or > MaxIds || alertIds.Any(string.IsNullOrWhiteSpace))
            throw new ArgumentException($"{alertIds.Count} alert ids were given; expected 1 to {MaxIds}, none of them blank. Nothing was sent.", nameof(alertIds));
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
