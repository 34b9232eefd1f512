using System.Globalization;
using System.Text.Json;

namespace Elastic.ResponseActions.Tool.Input;

/// <summary>Reads when an event happened, without building a document.</summary>
internal static class EventClock
{
    /// <returns>The event's <c>@timestamp</c>; null where it has none that can be read.</returns>
    public static DateTimeOffset? Read(ReadOnlySpan<byte> document)
    {
        var reader = new Utf8JsonReader(document, new JsonReaderOptions { MaxDepth = EventIdentity.MaxDepth + 1 });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isTimestamp = reader.ValueTextEquals("@timestamp"u8);
            reader.Read();
            if (isTimestamp)
                return ReadValue(ref reader);

            reader.Skip();
        }

        return null;
    }

    private static DateTimeOffset? ReadValue(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String when TryParse(reader.GetString()!, out var time) => time,
        JsonTokenType.Number when reader.TryGetInt64(out var millis) && millis is > 0 and < 253_402_300_800_000 => DateTimeOffset.FromUnixTimeMilliseconds(millis),
        _ => null,
    };

    public static bool TryParse(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
}
