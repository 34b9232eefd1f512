using System.Text.Json;
using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Wire;

namespace Elastic.ResponseActions.Testing.Schemas;

/// <summary>The body of a request as one JSON value, whichever form it came in.</summary>
internal static class JsonBody
{
    /// <summary>Parses a JSON body. No body at all reaches a schema as <c>null</c>.</summary>
    public static bool TryParse(byte[] body, out JsonElement root)
    {
        ReadOnlyMemory<byte> json = body.Length == 0 ? "null"u8.ToArray() : body;
        // Of a member that comes twice the last one counts, as in JavaScript.
        if (!TryParse(json, allowDoubles: false, out root))
        {
            if (!TryParse(json, allowDoubles: true, out root))
                return false;
            root = JsonElement.Parse(WithoutDoubles(root));
        }
        return true;
    }

    // A half of a surrogate pair is well formed, and no text: reading it would throw later.
    private static bool TryParse(ReadOnlyMemory<byte> json, bool allowDoubles, out JsonElement root)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = allowDoubles });
            root = document.RootElement.Clone();
            return !json.Span.Contains((byte)'\\') || HasWholeTexts(root);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            root = default;
            return false;
        }
    }

    /// <summary>The text fields of a form as members: those that are JSON as what they are, all else as text.</summary>
    public static JsonElement FromForm(MultipartForm form, IReadOnlyCollection<string> plain)
    {
        Dictionary<string, JsonElement> members = [];
        foreach (var (name, text) in form.Texts)
            members[name] = !plain.Contains(name) && TryParse(System.Text.Encoding.UTF8.GetBytes(text), out var json) ? json : TextElement(text);
        return JsonSerializer.SerializeToElement(members, TreeJson.Relaxed.DictionaryStringJsonElement);
    }

    private static byte[] WithoutDoubles(JsonElement value)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
            WriteLast(writer, value);
        return json.ToArray();
    }

    private static void WriteLast(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var same in value.EnumerateObject().GroupBy(member => member.Name))
                {
                    writer.WritePropertyName(same.Key);
                    WriteLast(writer, same.Last().Value);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    WriteLast(writer, item);
                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static JsonElement TextElement(string text) => JsonSerializer.SerializeToElement(text, TreeJson.Relaxed.String);

    private static bool HasWholeTexts(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.Object => value.EnumerateObject().All(member => member.Name.Length >= 0 && HasWholeTexts(member.Value)),
                JsonValueKind.Array => value.EnumerateArray().All(HasWholeTexts),
                JsonValueKind.String => value.GetString() is not null,
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
