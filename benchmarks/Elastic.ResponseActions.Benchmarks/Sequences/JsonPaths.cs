using System.Text.Json.Nodes;

namespace Elastic.ResponseActions.Benchmarks.Sequences;

/// <summary>Fields of a JSON document by their dotted names.</summary>
internal static class JsonPaths
{
    /// <summary>Sets a field, whether the document spells its path with objects, with dots or not at all.</summary>
    public static void Set(JsonObject document, string field, JsonNode value)
    {
        for (var dot = field.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = field.IndexOf('.', dot + 1))
        {
            if (document[field[..dot]] is JsonObject inner)
            {
                Set(inner, field[(dot + 1)..], value);
                return;
            }
        }

        document[field] = value;
    }
}
