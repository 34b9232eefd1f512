using System.Text.Json;

namespace Elastic.ResponseActions.Tool.Input;

/// <summary>Looks a dotted field up in an event whose keys may be nested, dotted, or both.</summary>
internal static class EventFields
{
    /// <returns>False where the field is absent or null.</returns>
    public static bool TryGet(JsonElement document, string field, out JsonElement value)
    {
        if (document.ValueKind == JsonValueKind.Object)
        {
            if (document.TryGetProperty(field, out value) && value.ValueKind != JsonValueKind.Null)
                return true;

            for (var dot = field.IndexOf('.'); dot > 0; dot = field.IndexOf('.', dot + 1))
            {
                if (document.TryGetProperty(field.AsSpan(0, dot), out var below) && TryGet(below, field[(dot + 1)..], out value))
                    return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>The field's text; for an array its first text.</summary>
    public static string? Text(JsonElement document, string field)
    {
        if (!TryGet(document, field, out var value))
            return null;

        if (value.ValueKind == JsonValueKind.Array)
            value = value.EnumerateArray().FirstOrDefault(item => item.ValueKind == JsonValueKind.String);

        return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }
}
