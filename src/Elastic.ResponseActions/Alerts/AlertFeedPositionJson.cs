using System.Globalization;
using System.Text.Json;
using Elastic.ResponseActions.Kibana;
using Elastic.ResponseActions.Kibana.Rules;

namespace Elastic.ResponseActions.Alerts;

/// <summary>The file form of a position: <c>{"version":1,"source","from","newest"?,"seen":{id: time}}</c>.</summary>
internal static class AlertFeedPositionJson
{
    private const int Version = 1;

    public static ReadOnlyMemory<byte> Write(AlertFeedPosition position) => RuleJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WriteString("source", position.Source);
        json.WriteString("from", Text(position.From));
        if (position.Newest is { } newest)
            json.WriteString("newest", Text(newest));
        json.WriteStartObject("seen");
        foreach (var (id, time) in position.Seen)
            json.WriteString(id, Text(time));
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>Null where the bytes are no position.</summary>
    public static AlertFeedPosition? TryRead(ReadOnlyMemory<byte> utf8Json)
    {
        try
        {
            var json = JsonElement.Parse(utf8Json.Span, KibanaJson.Strict);
            if (json.Count("version") != Version || json.Text("source") is not { } source || json.Date("from") is not { } from || json.Member("seen") is not { ValueKind: JsonValueKind.Object } list)
                return null;

            Dictionary<string, DateTimeOffset> seen = [];
            foreach (var id in list.EnumerateObject())
                seen[id.Name] = list.Date(id.Name) ?? throw new JsonException();
            return new AlertFeedPosition { Source = source, From = from, Newest = json.Date("newest"), Seen = seen };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
