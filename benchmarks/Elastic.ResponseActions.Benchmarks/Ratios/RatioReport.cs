using System.Text.Json;

namespace Elastic.ResponseActions.Benchmarks.Ratios;

/// <summary>The figures as one JSON object.</summary>
internal static class RatioReport
{
    public static void Write(Stream output, double yardstickNanoseconds, IReadOnlyList<RatioRow> rows)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteNumber("b_ns", Rounded(yardstickNanoseconds));
        json.WriteStartArray("scenarios");
        foreach (var row in rows)
        {
            json.WriteStartObject();
            json.WriteString("name", row.Name);
            json.WriteString("what", row.What);
            json.WriteString("unit", row.Unit);
            json.WriteNumber("ratio_median", Rounded(row.Median));
            json.WriteNumber("ratio_min", Rounded(row.Values.Min()));
            json.WriteNumber("ratio_max", Rounded(row.Values.Max()));
            if (row.BytesPerEvent is { } bytes) json.WriteNumber("bytes_per_event", Rounded(bytes));
            else json.WriteNull("bytes_per_event");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static double Rounded(double value) => Math.Round(value, 3);
}
