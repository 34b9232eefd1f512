using System.Globalization;
using System.Text.Json;
using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Exceptions;

/// <summary>Reads exception items from the JSON of Kibana's API. Strict where laxness could widen an exception: a member twice, a wrong kind, an unknown operator.</summary>
internal static class ExceptionItemReader
{
    private static readonly string[] OsTypes = ["windows", "linux", "macos"];

    public static ExceptionItem Read(JsonElement json)
    {
        try
        {
            var item = new Members(json, "exception item");
            return new ExceptionItem
            {
                ItemId = item.Text("item_id"),
                Name = item.TryGet("name", out _) ? item.Text("name") : null,
                Entries = Entries(item, isNested: false),
                OsTypes = item.TryGet("os_types", out _) ? [.. item.Texts("os_types").Select(OsType)] : [],
                ExpireTime = item.TryGet("expire_time", out var time) ? Time(time) : null,
            };
        }
        catch (InvalidOperationException)
        {
            throw new JsonException("exception item: a text has half of a surrogate pair (`\\ud800` to `\\udfff`); write the whole character.");
        }
    }

    private static List<ExceptionEntry> Entries(Members item, bool isNested)
    {
        var entries = item.Items("entries");
        return entries.Count > 0
            ? [.. entries.Select((entry, index) => Entry(new Members(entry, FormattableString.Invariant($"{item.Path}.entries[{index}]")), isNested))]
            : throw new JsonException($"{item.Path}.entries: the array is empty; expected at least one entry.");
    }

    private static ExceptionEntry Entry(Members entry, bool isNested)
    {
        var field = entry.Text("field");
        if (field.Length == 0)
            throw new JsonException($"{entry.Path}.field: the field name is empty; name a field.");

        return entry.Text("type") switch
        {
            "match" => new MatchEntry { Field = field, Operator = Operator(entry), Value = entry.Text("value") },
            "match_any" => new MatchAnyEntry { Field = field, Operator = Operator(entry), Values = Values(entry) },
            "exists" => new ExistsEntry { Field = field, Operator = Operator(entry) },
            "wildcard" => new WildcardEntry { Field = field, Operator = Operator(entry), Value = entry.Text("value") },
            "list" => List(entry, field),
            "nested" when isNested => throw new JsonException($"{entry.Path}: an entry of type `nested` inside another is not allowed."),
            "nested" => new NestedEntry { Field = field, Entries = Entries(entry, isNested: true) },
            var other => new UnknownEntry { Field = field, Type = other },
        };
    }

    private static ListEntry List(Members entry, string field)
    {
        if (!entry.TryGet("list", out var list))
            throw new JsonException($"{entry.Path}: `list` is missing.");

        var members = new Members(list, $"{entry.Path}.list");
        return new ListEntry { Field = field, Operator = Operator(entry), ListId = members.Text("id"), ListType = members.Text("type") };
    }

    private static List<string> Values(Members entry)
    {
        var values = entry.Texts("value");
        return values.Count > 0 ? values : throw new JsonException($"{entry.Path}.value: the array is empty; expected at least one text.");
    }

    private static ExceptionOperator Operator(Members entry) => entry.Text("operator") switch
    {
        "included" => ExceptionOperator.Included,
        "excluded" => ExceptionOperator.Excluded,
        var other => throw new JsonException($"{entry.Path}.operator: found {VisibleText.Excerpt(other)}, expected `included` or `excluded`."),
    };

    private static string OsType(string text) => OsTypes.Contains(text, StringComparer.Ordinal)
        ? text
        : throw new JsonException($"exception item.os_types: found {VisibleText.Excerpt(text)}, expected `windows`, `linux` or `macos`.");

    private static DateTimeOffset Time(JsonElement time) =>
        time.ValueKind == JsonValueKind.String
        && DateTimeOffset.TryParse(time.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed)
            ? parsed
            : throw new JsonException("exception item.expire_time: expected a time such as `2030-01-31T12:00:00.000Z`.");

    /// <summary>The members of a JSON object, none of them twice, with its path for messages.</summary>
    private sealed class Members
    {
        private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);

        public Members(JsonElement json, string path)
        {
            Path = path;
            if (json.ValueKind != JsonValueKind.Object)
                throw new JsonException($"{path}: expected an object.");
            foreach (var member in json.EnumerateObject())
            {
                if (!_members.TryAdd(member.Name, member.Value))
                    throw new JsonException($"{path}: {VisibleText.Excerpt(member.Name)} occurs twice; keep one.");
            }
        }

        public string Path { get; }

        public bool TryGet(string name, out JsonElement value) => _members.TryGetValue(name, out value) && value.ValueKind != JsonValueKind.Null;

        public string Text(string name) => TryGet(name, out var value)
            ? TextOf(value, $"{Path}.{name}")
            : throw new JsonException($"{Path}: `{name}` is missing.");

        public List<JsonElement> Items(string name)
        {
            if (!TryGet(name, out var value))
                throw new JsonException($"{Path}: `{name}` is missing.");
            return value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : throw new JsonException($"{Path}.{name}: expected an array.");
        }

        public List<string> Texts(string name) => [.. Items(name).Select((item, index) => TextOf(item, FormattableString.Invariant($"{Path}.{name}[{index}]")))];

        private static string TextOf(JsonElement value, string path) =>
            value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new JsonException($"{path}: expected a text.");
    }
}
