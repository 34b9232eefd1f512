using System.Globalization;
using System.Text.Json;

namespace Elastic.ResponseActions;

/// <summary>One thing done to many rules (<c>_bulk_action</c>). Immutable. Response actions cannot be edited in bulk: Kibana has no such edit.</summary>
public sealed record RuleBulkAction
{
    private readonly Action<Utf8JsonWriter>? _writeMore;

    private RuleBulkAction(string name, Action<Utf8JsonWriter>? writeMore = null) => (Name, _writeMore) = (name, writeMore);

    /// <summary>The API's name (<c>action</c>).</summary>
    public string Name { get; }

    /// <summary>Switches the rules on.</summary>
    public static RuleBulkAction Enable { get; } = new("enable");

    /// <summary>Switches the rules off.</summary>
    public static RuleBulkAction Disable { get; } = new("disable");

    /// <summary>Deletes the rules.</summary>
    public static RuleBulkAction Delete { get; } = new("delete");

    /// <summary>Copies the rules, switched off. Of a rule with response actions the copy needs the privilege for each of them.</summary>
    /// <param name="includeExceptions">The copies get copies of the exception lists.</param>
    /// <param name="includeExpiredExceptions">Also of exceptions whose time is over.</param>
    public static RuleBulkAction Duplicate(bool includeExceptions = false, bool includeExpiredExceptions = false) => new("duplicate", json =>
    {
        json.WriteStartObject("duplicate");
        json.WriteBoolean("include_exceptions", includeExceptions);
        json.WriteBoolean("include_expired_exceptions", includeExpiredExceptions);
        json.WriteEndObject();
    });

    /// <summary>Edits the rules (<c>edit</c>), at most 2,000 at a time.</summary>
    /// <param name="edits">Kibana's own edits, such as <c>{"type":"add_tags","value":["prod"]}</c>; at least one.</param>
    /// <exception cref="ArgumentException">There is none, or one that is no object with a <c>type</c>.</exception>
    public static RuleBulkAction Edit(params IReadOnlyList<JsonElement> edits)
    {
        ArgumentNullException.ThrowIfNull(edits);
        if (edits.Count == 0 || edits.Any(static edit => edit.ValueKind != JsonValueKind.Object || !edit.TryGetProperty("type", out _)))
            throw new ArgumentException("A bulk edit needs at least one edit, each an object with a `type`. Nothing was sent.", nameof(edits));

        JsonElement[] copy = [.. edits.Select(static edit => edit.Clone())];
        return new("edit", json =>
        {
            json.WriteStartArray("edit");
            foreach (var edit in copy)
                edit.WriteTo(json);
            json.WriteEndArray();
        });
    }

    /// <summary>Runs the rules over a time that is past. Kibana may run their response actions too, on events that are old.</summary>
    /// <param name="start">From when on.</param>
    /// <param name="end">Until when; null: now.</param>
    public static RuleBulkAction Run(DateTimeOffset start, DateTimeOffset? end = null) => new("run", json =>
    {
        json.WriteStartObject("run");
        json.WriteString("start_date", Iso(start));
        if (end is { } until)
            json.WriteString("end_date", Iso(until));
        json.WriteEndObject();
    });

    /// <summary>The API's name.</summary>
    public override string ToString() => Name;

    internal void WriteTo(Utf8JsonWriter json)
    {
        json.WriteString("action", Name);
        _writeMore?.Invoke(json);
    }

    private static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
