using System.Globalization;
using System.Text.Json;
using Elastic.ResponseActions.Testing.Alerts;

namespace Elastic.ResponseActions.Testing.Search;

/// <summary>The values of a field as Elasticsearch indexes them: lists are taken apart, null is nothing, all are compared as texts or numbers.</summary>
internal static class FieldValues
{
    public static IReadOnlyList<string> Of(StoredAlert alert, string field)
    {
        if (field == "_id")
            return [alert.Id];
        if (field == "_index")
            return [alert.Index];
        return alert.Fields.TryGet(field, out var value) ? [.. Flatten(value)] : [];
    }

    public static string? AsText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetDouble().ToString("R", CultureInfo.InvariantCulture),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    /// <summary>Compares as dates, else as numbers, else as texts, whichever both are.</summary>
    public static int Compare(string left, string right, DateTimeOffset now)
    {
        if (TryDate(left, now, out var leftDate) && TryDate(right, now, out var rightDate))
            return leftDate.CompareTo(rightDate);
        return TryNumber(left, out var leftNumber) && TryNumber(right, out var rightNumber)
            ? leftNumber.CompareTo(rightNumber)
            : string.CompareOrdinal(left, right);
    }

    private static IEnumerable<string> Flatten(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? value.EnumerateArray().SelectMany(Flatten)
        : AsText(value) is { } text ? [text] : [];

    private static bool TryNumber(string text, out double number) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    private static bool TryDate(string text, DateTimeOffset now, out DateTimeOffset date)
    {
        date = default;
        return (text.StartsWith("now", StringComparison.Ordinal) || (text.Length >= 10 && text[4] == '-')) && Schemas.DateMath.TryParse(text, now, roundUp: false, out date);
    }
}
