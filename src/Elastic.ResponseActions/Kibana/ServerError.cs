using System.Text;
using System.Text.Json;

namespace Elastic.ResponseActions.Kibana;

/// <summary>The text of a refusal. Kibana has two JSON shapes for it, and plain text while it starts.</summary>
internal readonly record struct ServerError(string Message, string Body, string? RequestId)
{
    private const int MaxBodyBytes = 4096;
    private const int MaxMessageChars = 1024;
    private static readonly string[] RequestIds = ["x-request-id", "x-cloud-request-id", "x-opaque-id"];

    public static ServerError Read(TransportResponse response, KibanaCredentials? credentials)
    {
        var start = Encoding.UTF8.GetString(response.Body.Span[..Math.Min(response.Body.Length, MaxBodyBytes)]);
        var body = VisibleText.Of(Concealed(start, credentials), MaxBodyBytes);
        var message = FromJson(response) ?? (response.Body.IsEmpty ? "(no body)" : KibanaJson.IsJson(response) ? "(no message)" : FromText(start));
        return new(VisibleText.Of(Concealed(message, credentials), MaxMessageChars), body, RequestIdOf(response, credentials));
    }

    // Platform: {"statusCode","error","message"}; detection engine: {"status_code","message": text or texts}.
    private static string? FromJson(TransportResponse response)
    {
        if (!KibanaJson.IsJson(response))
            return null;

        try
        {
            using var document = KibanaJson.Parse(response.Body);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("message", out var message))
                return null;

            return message.ValueKind switch
            {
                JsonValueKind.String => message.Decoded(),
                JsonValueKind.Array => string.Join("; ", message.EnumerateArray().Select(static m => m.ToString())),
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? RequestIdOf(TransportResponse response, KibanaCredentials? credentials)
    {
        foreach (var name in RequestIds)
        {
            if (response.TryGetHeader(name, out var id))
                return VisibleText.Of(Concealed(id, credentials), 128);
        }

        return null;
    }

    private static string FromText(string text) =>
        text.TrimStart().StartsWith('<') ? "(a web page, not an answer of Kibana's API)" : text.Trim();

    private static string Concealed(string text, KibanaCredentials? credentials) => credentials?.Conceal(text) ?? text;
}
