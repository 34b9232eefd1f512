using System.Text.Json;
using System.Text.Json.Nodes;

namespace Elastic.ResponseActions.Testing.Rules;

/// <summary>What an export holds beside rules.</summary>
internal enum LineKind
{
    Rule,
    ExceptionList,
    ExceptionItem,
    Connector,

    /// <summary>The totals at the end.</summary>
    Summary,
}

/// <summary>A line of an export that is no rule, kept as it came.</summary>
/// <param name="SpaceId">The space it was imported into.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its <c>list_id</c>, <c>item_id</c> or connector id.</param>
/// <param name="Members">All of it.</param>
internal sealed record SavedLine(string SpaceId, LineKind Kind, string Id, JsonObject Members)
{
    /// <summary>The list that it is or belongs to; null for a connector.</summary>
    public string? ListId => Members["list_id"] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    public static LineKind KindOf(JsonElement line) =>
        line.TryGetProperty("exported_count", out _) || line.TryGetProperty("exported_exception_list_count", out _) ? LineKind.Summary
        : line.TryGetProperty("item_id", out _) ? LineKind.ExceptionItem
        : line.TryGetProperty("list_id", out _) ? LineKind.ExceptionList
        : line.TryGetProperty("attributes", out _) && !line.TryGetProperty("rule_id", out _) ? LineKind.Connector
        : LineKind.Rule;
}

/// <summary>Exception lists, their items and connectors, as imports bring them. Guarded by the world's lock.</summary>
internal sealed class SavedLines
{
    private readonly List<SavedLine> _lines = [];

    /// <summary>The lists that some rules refer to, then their items.</summary>
    public IReadOnlyList<SavedLine> ExceptionsOf(string spaceId, IEnumerable<StoredRule> rules)
    {
        var wanted = rules.SelectMany(rule => Texts(rule, "exceptions_list", "list_id")).ToHashSet();
        return [.. _lines.Where(line => line.SpaceId == spaceId && line.ListId is { } id && wanted.Contains(id)).OrderBy(line => line.Kind)];
    }

    /// <summary>The connectors that some rules' actions use.</summary>
    public IReadOnlyList<SavedLine> ConnectorsOf(string spaceId, IEnumerable<StoredRule> rules)
    {
        var wanted = rules.SelectMany(rule => Texts(rule, "actions", "id")).ToHashSet();
        return [.. _lines.Where(line => line.SpaceId == spaceId && line.Kind == LineKind.Connector && wanted.Contains(line.Id))];
    }

    /// <summary>The lists that some rules refer to and that are not there.</summary>
    public IEnumerable<string> MissingListsOf(string spaceId, IEnumerable<StoredRule> rules) =>
        rules.SelectMany(rule => Texts(rule, "exceptions_list", "list_id")).Distinct().Where(id => Find(spaceId, LineKind.ExceptionList, id) is null);

    /// <summary>The list that a rule's reference means; null where there is none of that id, namespace and type.</summary>
    public SavedLine? FindList(string spaceId, JsonObject reference) =>
        _lines.Find(line => line.SpaceId == spaceId && line.Kind == LineKind.ExceptionList
            && line.Id == Text(reference, "list_id", "")
            && Text(line.Members, "namespace_type", "single") == Text(reference, "namespace_type", "single")
            && Text(line.Members, "type", "detection") == Text(reference, "type", "detection"));

    public SavedLine? Find(string spaceId, LineKind kind, string id) => _lines.Find(line => (line.SpaceId, line.Kind, line.Id) == (spaceId, kind, id));

    /// <summary>Keeps a line, in place of one of its kind and id. A list that is replaced loses its items, as an overwrite does.</summary>
    public void Put(SavedLine line)
    {
        _lines.RemoveAll(known => (known.SpaceId, known.Kind, known.Id) == (line.SpaceId, line.Kind, line.Id)
            || (line.Kind == LineKind.ExceptionList && known.Kind == LineKind.ExceptionItem && (known.SpaceId, known.ListId) == (line.SpaceId, line.Id)));
        _lines.Add(line);
    }

    private static string Text(JsonObject members, string name, string otherwise) =>
        members[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : otherwise;

    private static IEnumerable<string> Texts(StoredRule rule, string list, string member) =>
        (rule.Members[list] as JsonArray ?? []).OfType<JsonObject>().Select(item => item[member]).OfType<JsonValue>()
            .Where(value => value.GetValueKind() == JsonValueKind.String).Select(value => value.GetValue<string>());
}
