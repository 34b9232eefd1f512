using System.Text.Json;

namespace Elastic.ResponseActions.Matching.Syntax.Filters;

/// <summary>
/// The <c>format</c> of a range's dates. Without one, dates are read as ISO 8601 or else as milliseconds since 1970; a format names
/// one of the two, or both.
/// </summary>
internal readonly record struct DateFormat(bool ReadsIso, bool ReadsMillis)
{
    private const int YearDigits = 4;

    public static DateFormat Read(DslObject options, QueryBudget budget)
    {
        if (options.Text("format", budget) is not { Length: > 0 } text) return new DateFormat(ReadsIso: true, ReadsMillis: true);

        var format = default(DateFormat);
        foreach (var part in text.Split("||"))
        {
            format = part switch
            {
                "strict_date_optional_time" or "strict_date_optional_time_nanos" => format with { ReadsIso = true },
                "epoch_millis" => format with { ReadsMillis = true },
                _ => throw FilterErrors.UnsupportedValue(
                    options.Path, "format", options.Members.First(member => member.Key == "format").Value, "`strict_date_optional_time`, `epoch_millis` or both"),
            };
        }

        return format;
    }

    /// <summary>The bound so that reading it without a format gives the same; fields of other types are not touched by it.</summary>
    public string Adapt(string bound, string path, string name, JsonElement value)
    {
        var isNumber = bound.Length > 0 && bound.All(char.IsAsciiDigit);
        if (!isNumber || (ReadsIso && ReadsMillis)) return bound;

        // Four digits are a year, unless the format says milliseconds; more digits are never ISO.
        if (ReadsMillis) return bound.Length == YearDigits ? $"0{bound}" : bound;
        return bound.Length == YearDigits
            ? bound
            : throw FilterErrors.UnsupportedValue(path, name, value, "a date as `format` says");
    }
}
