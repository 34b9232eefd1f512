using System.Text.Json;

namespace Elastic.ResponseActions.Ledger;

/// <summary>Members that may be absent, for the ledger's JSON: what is null or at its default is not written, and what is of another kind than expected is an error.</summary>
internal static class LedgerJson
{
    public static void Text(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    public static void Flag(this Utf8JsonWriter json, string name, bool value)
    {
        if (value)
            json.WriteBoolean(name, true);
    }

    public static void Time(this Utf8JsonWriter json, string name, DateTimeOffset? value)
    {
        if (value is { } time)
            json.WriteString(name, time);
    }

    public static void Texts(this Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    public static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    public static bool Flag(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.GetBoolean();

    public static DateTimeOffset? Time(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetDateTimeOffset() : null;

    public static DateTimeOffset At(JsonElement json) => json.GetProperty("at").GetDateTimeOffset();

    public static IEnumerable<string> Texts(JsonElement json, string name) => json.GetProperty(name).EnumerateArray().Select(static t => t.GetString()!);

    public static string Required(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException($"`{name}` is null.");

    public static T Enum<T>(JsonElement json, string name)
        where T : struct, Enum =>
        System.Enum.TryParse<T>(Required(json, name), ignoreCase: false, out var value) && System.Enum.IsDefined(value)
            ? value
            : throw new FormatException($"`{name}` is `{Required(json, name)}`, which this version does not know.");
}
