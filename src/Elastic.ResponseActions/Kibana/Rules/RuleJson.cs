using System.Buffers;
using System.Text.Json;

namespace Elastic.ResponseActions.Kibana.Rules;

/// <summary>Writes rules as bodies and reads them from answers. What the models do not know goes through as it is.</summary>
internal static class RuleJson
{
    public static JsonElement Members(DetectionRule rule) => JsonElement.Parse(Write(rule.WriteTo).Span);

    /// <summary>The rule's members but those named, and then some more.</summary>
    public static ReadOnlyMemory<byte> Body(JsonElement rule, IReadOnlySet<string> without, Action<Utf8JsonWriter>? more = null) => Write(json =>
    {
        json.WriteStartObject();
        foreach (var member in rule.EnumerateObject())
        {
            if (!without.Contains(member.Name))
                member.WriteTo(json);
        }

        more?.Invoke(json);
        json.WriteEndObject();
    });

    public static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            write(json);
        return buffer.WrittenMemory;
    }

    /// <summary>The rule of an answer; an answer that cannot be read as one is an error, never an absence.</summary>
    public static DetectionRule Read(KibanaConnection kibana, TransportRequest request, TransportResponse response, JsonElement json)
    {
        try
        {
            return DetectionRule.Parse(System.Text.Encoding.UTF8.GetBytes(json.GetRawText()));
        }
        catch (JsonException cause)
        {
            throw kibana.NotUnderstood(request, response, $"with a rule that cannot be read ({VisibleText.Of(cause.Message, 256)})", cause);
        }
    }
}
