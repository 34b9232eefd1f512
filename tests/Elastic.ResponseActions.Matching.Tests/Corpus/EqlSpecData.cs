using System.Globalization;
using System.Text.Json;

namespace Elastic.ResponseActions.Matching.Tests.Corpus;

/// <summary>A data set of EQL's own conformance cases: events in the order in which they are to be seen, and the types of their fields.</summary>
internal sealed class EqlSpecData
{
    private EqlSpecData(IReadOnlyList<CorpusEvent> events, RuleSetOptions options) => (Events, Options) = (events, options);

    public IReadOnlyList<CorpusEvent> Events { get; }

    public RuleSetOptions Options { get; }

    public static EqlSpecData Load(string name)
    {
        var data = JsonElement.Parse(File.ReadAllText(Path.Combine(CorpusFiles.Folder(), "eql-spec", $"data-{name}.json")));
        // Only the types that matter are listed; every other field is a keyword, whatever ECS says of its name.
        var types = CorpusFiles.List(data, "events").SelectMany(@event => Paths(@event, "")).Distinct().ToDictionary(path => path, _ => FieldType.Keyword);
        foreach (var type in data.GetProperty("field_types").EnumerateObject())
        {
            types[type.Name] = Enum.Parse<FieldType>(type.Value.GetString()!.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
        }

        var idField = CorpusFiles.Text(data, "id_field")!;
        var nulls = data.GetProperty("null_value").EnumerateObject().ToDictionary(it => it.Name, it => it.Value);
        var events = CorpusFiles.List(data, "events").Select(@event => new CorpusEvent(@event.GetProperty(idField).ToString(), "", Document(@event, nulls))).ToList();
        return new EqlSpecData(events, RuleSetOptions.Default with { FieldTypes = FieldTypeTable.BuiltIn.With(types) });
    }

    private static IEnumerable<string> Paths(JsonElement json, string path) => json.ValueKind == JsonValueKind.Object
        ? json.EnumerateObject().SelectMany(it => Paths(it.Value, path.Length == 0 ? it.Name : $"{path}.{it.Name}"))
        : [path];

    // An explicit null is indexed as the mapping's null value.
    private static byte[] Document(JsonElement @event, Dictionary<string, JsonElement> nulls) => JsonSerializer.SerializeToUtf8Bytes(
        @event.EnumerateObject().ToDictionary(it => it.Name, it => it.Value.ValueKind == JsonValueKind.Null && nulls.TryGetValue(it.Name, out var value) ? value : it.Value));
}

/// <summary>One conformance case.</summary>
internal sealed record EqlSpecCase(string Name, string Dataset, RuleQuery Rule, string?[] Ids, string?[][] Alternatives, string?[]? JoinKeys, int? Size)
{
    public static IReadOnlyList<EqlSpecCase> Load() =>
        [.. JsonElement.Parse(File.ReadAllText(Path.Combine(CorpusFiles.Folder(), "eql-spec", "dev.json"))).EnumerateArray().Select(Read)];

    private static EqlSpecCase Read(JsonElement json) => new(
        CorpusFiles.Text(json, "name")!,
        CorpusFiles.Text(json, "dataset")!,
        new RuleQuery
        {
            RuleId = CorpusFiles.Text(json, "name")!,
            Language = QueryLanguage.Eql,
            Query = CorpusFiles.Text(json, "query")!,
            EventCategoryField = CorpusFiles.Text(json, "event_category_field"),
            TimestampField = CorpusFiles.Text(json, "timestamp_field"),
            TiebreakerField = CorpusFiles.Text(json, "tiebreaker_field"),
        },
        IdsOf(json.GetProperty("expected_event_ids")),
        [.. CorpusFiles.List(json, "alternative_expected_event_ids").Select(IdsOf)],
        json.TryGetProperty("expected_join_keys", out var keys) ? [.. keys.EnumerateArray().Select(key => key.ValueKind == JsonValueKind.Null ? null : key.GetString())] : null,
        json.TryGetProperty("size", out var size) ? size.GetInt32() : null);

    // -1 stands for a missing event.
    private static string?[] IdsOf(JsonElement ids) => [.. ids.EnumerateArray().Select(id => id.GetInt64() == -1 ? null : id.GetInt64().ToString(CultureInfo.InvariantCulture))];
}
