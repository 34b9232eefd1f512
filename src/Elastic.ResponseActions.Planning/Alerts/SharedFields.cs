using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Elastic.ResponseActions.Alerts;

/// <summary>
/// The fields that several documents share, as Kibana puts them into the alert of a sequence: a value that all have; of lists, the values that are in
/// all of them, a single value beside a list being a list of one.
/// </summary>
internal static class SharedFields
{
    /// <param name="documents">At least one.</param>
    /// <returns>A document of dotted paths; as time it has that of the first document.</returns>
    public static AlertFields Of(IReadOnlyList<AlertFields> documents)
    {
        var shared = new Dictionary<string, FieldValues>(StringComparer.Ordinal);
        Flatten(documents[0].Document, "", (path, value) => shared[path] = FieldValues.Of(value));
        foreach (var other in documents.Skip(1))
        {
            foreach (var (path, values) in shared.ToList())
            {
                if (other.TryGet(path, out var value) && value.ValueKind != JsonValueKind.Object && values.SharedWith(FieldValues.Of(value)) is { } common)
                {
                    shared[path] = common;
                }
                else
                {
                    shared.Remove(path);
                }
            }
        }

        if (!shared.ContainsKey("@timestamp") && documents[0].TryGet("@timestamp", out var time))
        {
            shared.Add("@timestamp", FieldValues.Of(time));
        }

        return Write(shared);
    }

    private static void Flatten(JsonElement value, string path, Action<string, JsonElement> onLeaf)
    {
        foreach (var member in value.EnumerateObject())
        {
            var below = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            if (member.Value.ValueKind == JsonValueKind.Object)
            {
                Flatten(member.Value, below, onLeaf);
            }
            else
            {
                onLeaf(below, member.Value);
            }
        }
    }

    private static AlertFields Write(Dictionary<string, FieldValues> shared)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (path, values) in shared)
            {
                json.WritePropertyName(path);
                values.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return new AlertFields(JsonElement.Parse(buffer.WrittenSpan));
    }

    /// <summary>A field's value, or its list of values.</summary>
    private sealed record FieldValues(IReadOnlyList<JsonElement> Values, bool IsList)
    {
        public static FieldValues Of(JsonElement value) =>
            value.ValueKind == JsonValueKind.Array ? new FieldValues([.. value.EnumerateArray()], IsList: true) : new FieldValues([value], IsList: false);

        /// <summary>What both have; null where that is nothing.</summary>
        public FieldValues? SharedWith(FieldValues other)
        {
            var others = other.Values.Select(Key).OfType<string>().ToHashSet(StringComparer.Ordinal);
            var common = Values.Where(value => Key(value) is { } key && others.Remove(key)).ToList();
            var isList = IsList || other.IsList;
            return common.Count > 0 || isList ? new FieldValues(common, isList) : null;
        }

        public void WriteTo(Utf8JsonWriter json)
        {
            if (!IsList)
            {
                Values[0].WriteTo(json);
                return;
            }

            json.WriteStartArray();
            foreach (var value in Values)
            {
                value.WriteTo(json);
            }

            json.WriteEndArray();
        }

        // Two values are the same when JavaScript finds them so; objects and lists within a list never are.
        private static string? Key(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.String => $"\"{value.GetString()}",
            JsonValueKind.Number => value.GetDouble().ToString("R", CultureInfo.InvariantCulture),
            JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null => value.ValueKind.ToString(),
            _ => null,
        };
    }
}
