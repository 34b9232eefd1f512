using System.Text.Json;

namespace Elastic.ResponseActions;

/// <summary>
/// The fields of an alert by dotted path, however the document writes them: nested, dotted, or both mixed.
/// Where a path is written twice the later one holds, as in Kibana. Immutable; share it between threads.
/// </summary>
public sealed class AlertFields : IEquatable<AlertFields>
{
    internal AlertFields(JsonElement document) => Document = document;

    /// <summary>The document itself, one JSON object.</summary>
    public JsonElement Document { get; }

    /// <summary>No field at all.</summary>
    public static AlertFields Empty { get; } = new(JsonElement.Parse("{}"u8));

    /// <summary>Reads a document of at most 1 MiB and 64 levels.</summary>
    /// <param name="utf8Json">One JSON object in UTF-8.</param>
    /// <exception cref="JsonException">Not one JSON object, or a limit is passed; the text says which.</exception>
    public static AlertFields Parse(ReadOnlySpan<byte> utf8Json) =>
        Alerts.AlertReader.TryReadFields(utf8Json.ToArray(), out var fields, out var error) ? fields : throw new JsonException(error);

    /// <summary>Looks a field up.</summary>
    /// <param name="path">The dotted path, for example <c>process.entity_id</c>.</param>
    /// <param name="value">Its value as written: a text, a number, a list, an object, or null.</param>
    /// <returns>False where the document has no such field.</returns>
    public bool TryGet(string path, out JsonElement value)
    {
        ArgumentNullException.ThrowIfNull(path);
        value = default;
        var found = false;
        foreach (var definition in Definitions(Document, path))
        {
            value = definition;
            found = true;
        }

        return found;
    }

    /// <summary>A field's text; null where it is absent or no text.</summary>
    /// <param name="path">The dotted path.</param>
    public string? Text(string path) =>
        TryGet(path, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <inheritdoc />
    public bool Equals(AlertFields? other) => other is not null && JsonElement.DeepEquals(Document, other.Document);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as AlertFields);

    /// <inheritdoc />
    public override int GetHashCode() => Document.GetPropertyCount();

    /// <inheritdoc />
    public override string ToString() => Document.GetRawText();

    /// <summary>How often the document writes this path.</summary>
    internal int CountDefinitions(string path) => Definitions(Document, path).Count();

    // `a.b.c` may be written as {"a":{"b":{"c":1}}}, {"a.b":{"c":1}}, {"a":{"b.c":1}} or {"a.b.c":1}: every member that is the path,
    // or a leading part of it that ends before a dot, leads on.
    private static IEnumerable<JsonElement> Definitions(JsonElement place, string path)
    {
        if (place.ValueKind != JsonValueKind.Object)
        {
            yield break;
        }

        foreach (var member in place.EnumerateObject())
        {
            var name = member.Name;
            if (name == path)
            {
                yield return member.Value;
            }
            else if (path.Length > name.Length && path[name.Length] == '.' && path.StartsWith(name, StringComparison.Ordinal))
            {
                foreach (var deeper in Definitions(member.Value, path[(name.Length + 1)..]))
                {
                    yield return deeper;
                }
            }
        }
    }
}
