using System.Globalization;
using System.Text.Json;

namespace Elastic.ResponseActions.Planning;

/// <summary>How Kibana, a JavaScript program, sees a value of an alert: whether it counts as there, and as which text it is grouped.</summary>
internal static class AlertValue
{
    /// <summary>False for a missing value, null, false, zero and empty text; true for all else, lists and objects too.</summary>
    public static bool IsTruthy(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.False => false,
        JsonValueKind.Number => value.GetDouble() != 0,
        JsonValueKind.String => value.GetString()!.Length > 0,
        _ => true,
    };

    /// <summary>The text two values are compared as: 10, 10.0, 1e1 and "10" are one.</summary>
    public static string AsText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => NumberText(value.GetDouble()),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(ItemText)),
        JsonValueKind.Object => "[object Object]",
        _ => "",
    };

    // In a JavaScript list, null joins as nothing.
    private static string ItemText(JsonElement item) => item.ValueKind == JsonValueKind.Null ? "" : AsText(item);

    private static string NumberText(double number) =>
        double.IsInteger(number) && Math.Abs(number) < 1e21
            ? number.ToString("F0", CultureInfo.InvariantCulture)
            : number.ToString("R", CultureInfo.InvariantCulture);
}
