using System.Text.Json;

namespace Elastic.ResponseActions.Matching.Syntax.Filters;

/// <summary>A JSON object of a filter with its path for messages. Invariant: no name occurs twice, so no member can hide another.</summary>
internal readonly struct DslObject
{
    private DslObject(string path, IReadOnlyList<KeyValuePair<string, JsonElement>> members)
    {
        Path = path;
        Members = members;
    }

    public string Path { get; }

    public IReadOnlyList<KeyValuePair<string, JsonElement>> Members { get; }

    public static DslObject Read(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.Object) throw FilterErrors.WrongShape(path, element, "an object");

        var members = new List<KeyValuePair<string, JsonElement>>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            var name = NameOf(property, path);
            if (!names.Add(name)) throw FilterErrors.Twice(path, name);
            members.Add(new(name, property.Value));
        }

        return new DslObject(path, members);
    }

    /// <summary>An object of one member.</summary>
    public static DslObject Of(string path, string name, JsonElement value) => new(path, [new(name, value)]);

    /// <summary>Refuses every member that is not listed; <c>boost</c> and <c>_name</c> change nothing that matches and always may be there.</summary>
    public void Allow(params ReadOnlySpan<string> names)
    {
        foreach (var member in Members)
        {
            if (member.Key is not ("boost" or "_name") && !names.Contains(member.Key))
                throw FilterErrors.UnsupportedMember(Path, member.Key, names);
        }
    }

    public DslObject Where(Func<string, bool> keep) => new(Path, Members.Where(member => keep(member.Key)).ToList());

    /// <summary>The member of that name; false where it is absent or JSON null.</summary>
    public bool TryGet(string name, out JsonElement value)
    {
        foreach (var member in Members)
        {
            if (member.Key != name || member.Value.ValueKind == JsonValueKind.Null) continue;
            value = member.Value;
            return true;
        }

        value = default;
        return false;
    }

    public bool IsTrue(string name)
    {
        if (!TryGet(name, out var value)) return false;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw FilterErrors.WrongShape($"{Path}.{name}", value, "`true` or `false`");
    }

    /// <summary>The member as text; null where it is absent or JSON null.</summary>
    public string? Text(string name, QueryBudget budget) => TryGet(name, out var value) ? TextOf(value, $"{Path}.{name}", budget) : null;

    /// <summary>A text; Elasticsearch also takes numbers and booleans where it wants text, as they are written.</summary>
    public static string TextOf(JsonElement value, string path, QueryBudget budget)
    {
        if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False))
            throw FilterErrors.WrongShape(path, value, "a text");

        try
        {
            var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
            budget.CheckBytes(text);
            return text;
        }
        catch (InvalidOperationException)
        {
            throw FilterErrors.LoneSurrogate(path);
        }
    }

    /// <summary>The value is that text.</summary>
    public static bool IsText(JsonElement value, string text)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String && value.ValueEquals(text);
        }
        catch (InvalidOperationException)
        {
            return false;   // half of a surrogate pair
        }
    }

    // System.Text.Json checks escapes such as \ud800 only when the text is read.
    private static string NameOf(JsonProperty property, string path)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            throw FilterErrors.LoneSurrogate(path);
        }
    }
}
