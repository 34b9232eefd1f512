using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace Elastic.ResponseActions.Kibana;

/// <summary>Reads Kibana's JSON strictly where identity hangs on it, and leniently where servers differ.</summary>
internal static class KibanaJson
{
    // With a key given twice, two readers may see two hosts. Such a document is not read at all.
    public static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <summary>Reads a document that somebody else wrote.</summary>
    /// <exception cref="JsonException">It is no JSON, is not UTF-8, is too deep, or has a key twice or one that is no Unicode.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> utf8Json)
    {
        if (!Utf8.IsValid(utf8Json.Span))
            throw new JsonException("It is not UTF-8.");

        try
        {
            return JsonDocument.Parse(utf8Json, Strict);
        }
        catch (InvalidOperationException noUnicode)
        {
            throw new JsonException(noUnicode.Message, noUnicode);
        }
    }

    public static bool IsJson(TransportResponse response) => IsOf(response, "application/json");

    /// <summary>Whether an answer is of a media type, whatever its parameters.</summary>
    public static bool IsOf(TransportResponse response, string mediaType) =>
        response.TryGetHeader("Content-Type", out var type) && type.AsSpan().TrimStart().StartsWith(mediaType, StringComparison.OrdinalIgnoreCase);

    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)
            ? value
            : null;

    public static JsonElement? Member(this JsonElement? element, string name) => element?.Member(name);

    /// <summary>The member as text: a text itself, or a number's digits (versions come either way).</summary>
    public static string? Text(this JsonElement? element, string name) => element.Member(name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.Decoded(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    public static string? Text(this JsonElement element, string name) => ((JsonElement?)element).Text(name);

    /// <summary>The member as a whole number: a number itself, or a text of digits (servers differ).</summary>
    public static long? Number(this JsonElement? element, string name) => element.Member(name) switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var value) => value,
        { ValueKind: JsonValueKind.String } text when long.TryParse(text.Decoded(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) => value,
        _ => null,
    };

    public static long? Number(this JsonElement element, string name) => ((JsonElement?)element).Number(name);

    public static bool Flag(this JsonElement? element, string name) => element.Member(name)?.ValueKind == JsonValueKind.True;

    public static bool Flag(this JsonElement element, string name) => ((JsonElement?)element).Flag(name);

    /// <summary>The member as a whole number; null where it is none.</summary>
    public static long? Count(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var count) ? count : null;

    /// <summary>The items of a list; none where the member is no list.</summary>
    public static JsonElement.ArrayEnumerator Items(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : default;

    public static IReadOnlyList<string> Texts(this JsonElement element, string name) => element.Member(name) switch
    {
        { ValueKind: JsonValueKind.Array } texts => [.. texts.EnumerateArray().Where(static t => t.ValueKind == JsonValueKind.String).Select(static t => t.Decoded())],
        { ValueKind: JsonValueKind.String } text => [text.Decoded()],
        _ => [],
    };

    /// <summary>The member as a point in time: ISO 8601 text or milliseconds since 1970.</summary>
    public static DateTimeOffset? Date(this JsonElement? element, string name) => element.Member(name) switch
    {
        { ValueKind: JsonValueKind.String } text when DateTimeOffset.TryParse(text.Decoded(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date) => date,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var ms) && ms is > -62135596800000 and < 253402300800000 => DateTimeOffset.FromUnixTimeMilliseconds(ms),
        _ => null,
    };

    public static DateTimeOffset? Date(this JsonElement element, string name) => ((JsonElement?)element).Date(name);
}
