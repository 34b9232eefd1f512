using System.Globalization;
using System.Text.Json;

namespace Elastic.ResponseActions.Alerts;

/// <summary>Reads times of alert documents: ISO 8601 text or epoch milliseconds.</summary>
internal static class AlertTimes
{
    private const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    public static DateTimeOffset? Read(AlertFields fields, string path) => fields.TryGet(path, out var value) ? Read(value) : null;

    private static DateTimeOffset? Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, Styles, out var time) => time,
        JsonValueKind.Number when value.TryGetInt64(out var milliseconds) && InRange(milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds),
        _ => null,
    };

    private static bool InRange(long milliseconds) =>
        milliseconds >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
}
