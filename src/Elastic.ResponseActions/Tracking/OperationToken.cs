using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Elastic.ResponseActions.Kibana;

namespace Elastic.ResponseActions.Tracking;

/// <summary>A sent action as text, with which another process takes its tracking up. It holds no secret, and whoever changes it can only make a wrong question of it.</summary>
internal sealed record OperationToken(string Destination, string SpaceId, AskedAction Asked, string Id, bool MayHaveRunBefore)
{
    private const int Version = 1;
    private const int MaxChars = 4096;

    public string Write()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("v", Version);
            json.WriteString("kibana", Destination);
            json.WriteString("space", SpaceId);
            json.WriteString("command", Asked.Command.Name);
            json.WriteString("agent", Asked.AgentId.Value);
            json.WriteString("agent_type", Asked.AgentType.Name);
            json.WriteString("id", Id);
            json.WriteBoolean("again", MayHaveRunBefore);
            json.WriteEndObject();
        }

        return Base64Url.EncodeToString(buffer.WrittenSpan);
    }

    /// <exception cref="FormatException">The text is no token of this version.</exception>
    public static OperationToken Read(string text)
    {
        if (text.Length > MaxChars || !Base64Url.IsValid(text))
            throw new FormatException("The text is no token of an action.");

        try
        {
            using var document = KibanaJson.Parse(Base64Url.DecodeFromChars(text));
            var json = document.RootElement;
            if (json.Number("v") != Version)
                throw new FormatException($"The token is of version {json.Text("v") ?? "none"}; this version of the library reads {Version}.");

            return new OperationToken(
                Required(json, "kibana"),
                Required(json, "space"),
                new AskedAction(new ResponseActionCommand(Required(json, "command")), new EndpointId(Required(json, "agent"))) { AgentType = new AgentType(Required(json, "agent_type")) },
                Required(json, "id"),
                json.Flag("again"));
        }
        catch (Exception cause) when (cause is JsonException or DecoderFallbackException)
        {
            throw new FormatException("The text is no token of an action.", cause);
        }
    }

    private static string Required(JsonElement json, string name) =>
        json.Text(name) is { Length: > 0 } text ? text : throw new FormatException($"The token has no `{name}`.");
}
