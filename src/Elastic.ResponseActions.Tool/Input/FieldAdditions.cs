using System.Text.Json;

namespace Elastic.ResponseActions.Tool.Input;

/// <summary>New fields for one event, kept as the tree they will be written in, so that <c>agent.id</c> goes into an <c>agent</c> that is already there.</summary>
internal sealed class FieldAdditions
{
    private readonly Dictionary<string, FieldAdditions> _below = new(StringComparer.Ordinal);
    private JsonElement _value;

    public bool IsEmpty => _below.Count == 0;

    /// <summary>Adds a field; the first value given to it stays.</summary>
    public void Add(string field, JsonElement value)
    {
        var node = this;
        foreach (var part in field.Split('.'))
        {
            if (!node._below.TryGetValue(part, out var next))
                node._below.Add(part, next = new FieldAdditions());

            node = next;
        }

        if (node._value.ValueKind == JsonValueKind.Undefined)
            node._value = value;
    }

    /// <summary>Writes an object with the fields in it. What the object has stays, and in its order.</summary>
    public void WriteOver(JsonElement document, Utf8JsonWriter json)
    {
        var open = new Dictionary<string, FieldAdditions>(_below, StringComparer.Ordinal);
        json.WriteStartObject();
        foreach (var member in document.EnumerateObject())
        {
            var isNull = member.Value.ValueKind == JsonValueKind.Null;
            if (isNull && open.ContainsKey(member.Name))
                continue;

            json.WritePropertyName(member.Name);
            if (open.Remove(member.Name, out var additions) && member.Value.ValueKind == JsonValueKind.Object)
                additions.WriteOver(member.Value, json);
            else
                member.Value.WriteTo(json);
        }

        foreach (var (name, additions) in open)
        {
            json.WritePropertyName(name);
            additions.Write(json);
        }

        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json)
    {
        if (IsEmpty)
        {
            _value.WriteTo(json);
            return;
        }

        json.WriteStartObject();
        foreach (var (name, additions) in _below)
        {
            json.WritePropertyName(name);
            additions.Write(json);
        }

        json.WriteEndObject();
    }
}
