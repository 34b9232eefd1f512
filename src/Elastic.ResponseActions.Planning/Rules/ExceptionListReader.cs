using System.Globalization;
using System.Text.Json;
using Elastic.ResponseActions.Json;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Rules;

/// <summary>Reads exception lists and their items from the lines of an export. A line that might be an item but is not understood is an error: an exception must not get lost.</summary>
internal sealed class ExceptionListReader
{
    private const string DefaultNamespace = "single";

    private readonly OrderedDictionary<(string ListId, string NamespaceType), Draft> _lists = [];

    private ExceptionListReader()
    {
    }

    public static ExceptionLists Read(ReadOnlySpan<byte> utf8Ndjson)
    {
        var reader = new ExceptionListReader();
        var rest = utf8Ndjson.StartsWith("\uFEFF"u8) ? utf8Ndjson[3..] : utf8Ndjson;
        for (var line = 1; !rest.IsEmpty; line++)
        {
            var end = rest.IndexOf((byte)'\n');
            var text = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (text.IndexOfAnyExcept(" \t\r"u8) >= 0)
            {
                reader.AddLine(text.ToArray(), line);
            }
        }

        return reader.Finish();
    }

    private void AddLine(byte[] utf8Json, int line)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"exceptions, line {line}");
        if (!JsonDocuments.TryRead(utf8Json, allowDuplicates: false, out var json, out var error))
        {
            throw new JsonException($"{place}: {error}");
        }

        var members = new JsonMembers(json, place);
        if (IsSomethingElse(json))
        {
            return;
        }

        var listId = members.Text("list_id")
            ?? throw new JsonException($"{place}: found no `list_id`; expected an exception list or an item of one, as Kibana exports them.");
        var key = (listId, members.Text("namespace_type") ?? DefaultNamespace);
        if (!_lists.TryGetValue(key, out var list))
        {
            _lists.Add(key, list = new Draft(line));
        }

        if (members.Element("item_id") is not null || members.Element("entries") is not null)
        {
            list.Items.Add(ReadItem(json, place));
        }
        else
        {
            list.IsThere = !list.IsThere ? true : throw new JsonException($"{place}: the exception list '{listId}' occurs twice; keep one.");
        }
    }

    private static ExceptionItem ReadItem(JsonElement json, string place)
    {
        try
        {
            return ExceptionItem.Parse(json);
        }
        catch (JsonException exception)
        {
            throw new JsonException($"{place}: {exception.Message}");
        }
    }

    private ExceptionLists Finish() => new(_lists.Select(list => new ExceptionList
    {
        ListId = list.Key.ListId,
        NamespaceType = list.Key.NamespaceType,
        Items = list.Value.IsThere
            ? list.Value.Items
            : throw new JsonException(string.Create(
                CultureInfo.InvariantCulture,
                $"exceptions, line {list.Value.FirstLine}: the item's list '{list.Key.ListId}' ({list.Key.NamespaceType}) is not there; export the whole list.")),
    }));

    // Of a rules export: rules, connectors and the totals at its end.
    private static bool IsSomethingElse(JsonElement json) =>
        json.TryGetProperty("rule_id", out _)
        || (json.TryGetProperty("attributes", out _) && !json.TryGetProperty("list_id", out _))
        || json.EnumerateObject().Any(member => member.Name.StartsWith("exported_", StringComparison.Ordinal));

    /// <summary>What was read of a list so far; its items may come first.</summary>
    private sealed class Draft(int firstLine)
    {
        public int FirstLine => firstLine;

        public bool IsThere { get; set; }

        public List<ExceptionItem> Items { get; } = [];
    }
}
