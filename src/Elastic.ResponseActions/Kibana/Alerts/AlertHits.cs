using System.Text;
using System.Text.Json;

namespace Elastic.ResponseActions.Kibana.Alerts;

/// <summary>Reads the hits of a search. One document that cannot be read does not take the others with it.</summary>
internal static class AlertHits
{
    // Documents are read one by one and strictly; only the envelope around them is read here.
    private static readonly JsonDocumentOptions Lenient = new() { MaxDepth = 512 };

    public static AlertPage Read(KibanaConnection kibana, TransportRequest request, TransportResponse response)
    {
        if (response.StatusCode != 200)
            throw kibana.Refused(request, response);
        if (!KibanaJson.IsJson(response))
            throw kibana.NotUnderstood(request, response, "not with JSON");

        try
        {
            using var document = JsonDocument.Parse(response.Body, Lenient);
            return Read(document.RootElement) ?? throw kibana.NotUnderstood(request, response, "without a list of hits that have an id each");
        }
        catch (JsonException cause)
        {
            throw kibana.NotUnderstood(request, response, "its JSON cannot be read", cause);
        }
    }

    private static AlertPage? Read(JsonElement answer)
    {
        if (answer.Member("hits") is not { } envelope || envelope.Member("hits") is not { ValueKind: JsonValueKind.Array } hits)
            return null;

        // Shards that did not answer would make alerts look as if they were not there.
        if (answer.Flag("timed_out") || answer.Member("_shards") is { } shards && shards.Count("failed") is > 0)
            return null;

        List<Alert> alerts = [];
        List<UnreadableAlert> unreadable = [];
        foreach (var hit in hits.EnumerateArray())
        {
            if (!TryReadId(hit, out var id))
                return null;
            if (hit.Member("_source") is not { ValueKind: JsonValueKind.Object } source)
                unreadable.Add(new UnreadableAlert(id, null, "The hit has no `_source`."));
            else if (Alert.TryReadKibana(Encoding.UTF8.GetBytes(source.GetRawText()), id, out var alert, out var error))
                alerts.Add(alert);
            else
                unreadable.Add(new UnreadableAlert(id, source.Date("@timestamp"), error));
        }

        return new AlertPage { Alerts = alerts, Unreadable = unreadable, Total = Total(envelope) ?? hits.GetArrayLength() };
    }

    private static bool TryReadId(JsonElement hit, out string id)
    {
        id = "";
        if (hit.ValueKind != JsonValueKind.Object || hit.EnumerateObject().Count(static member => member.NameEquals("_id") || member.NameEquals("_source")) > 2)
            return false;

        id = hit.Member("_id") is { ValueKind: JsonValueKind.String } text ? text.Decoded() : "";
        return id.Length is > 0 and <= 512;
    }

    private static long? Total(JsonElement envelope) => envelope.Member("total") switch
    {
        { ValueKind: JsonValueKind.Object } total => total.Count("value"),
        { ValueKind: JsonValueKind.Number } => envelope.Count("total"),
        _ => null,
    };
}
