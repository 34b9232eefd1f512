using System.Text.Json;

namespace Elastic.ResponseActions.Tool.Output;

/// <summary>Members that are left out where there is nothing to say.</summary>
internal static class JsonMembers
{
    extension(Utf8JsonWriter json)
    {
        public void WriteIfPresent(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                json.WriteString(name, value);
        }

        public void WriteIfPositive(string name, int value)
        {
            if (value > 0)
                json.WriteNumber(name, value);
        }

        public void WriteTexts(string name, IEnumerable<string?> values)
        {
            json.WriteStartArray(name);
            foreach (var value in values)
                json.WriteStringValue(value);

            json.WriteEndArray();
        }
    }
}
