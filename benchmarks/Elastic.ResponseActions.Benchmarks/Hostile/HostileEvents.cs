using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Benchmarks.Rules;
using Elastic.ResponseActions.Benchmarks.Workloads;

namespace Elastic.ResponseActions.Benchmarks.Hostile;

/// <summary>Events that an attacker would send who has read the rules. Each begins as a process event of the workload.</summary>
internal sealed class HostileEvents(Workload workload)
{
    private const int LongBytes = 64 * 1024;
    private const int ShortBytes = 2 * 1024;
    private const int Values = 5_000;
    private const int Depth = 60;   // the default limit is 64

    private static readonly JsonSerializerOptions AsItIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly LiteralPool _pool = new(workload.Queries);

    public static IReadOnlyList<string> Names { get; } =
        ["long command line", "long command line, escaped", "wide arrays", "every class value", "all escapes", "non-ASCII", "deep nesting"];

    public byte[] Make(string name) => name switch
    {
        "long command line" => WithCommandLine(LongBytes, isPlain: true),
        "long command line, escaped" => WithCommandLine(LongBytes, isPlain: false),
        "wide arrays" => WideArrays(),
        "every class value" => EveryClassValue(),
        "all escapes" => AllEscapes(),
        "non-ASCII" => NonAscii(),
        "deep nesting" => DeepNesting(),
        _ => throw new ArgumentException($"There is no hostile event '{name}'.", nameof(name)),
    };

    private byte[] WithCommandLine(int bytes, bool isPlain)
    {
        var document = ProcessEvent();
        document["process"]!["command_line"] = CommandLine(bytes, isPlain);
        return Utf8(document);
    }

    private byte[] WideArrays()
    {
        var document = ProcessEvent();
        document["process"]!["args"] = Texts(HostileText.Values(_pool.Fragments, Values));
        return Utf8(document);
    }

    private byte[] EveryClassValue()
    {
        var document = ProcessEvent();
        foreach (var field in ClassFields.All)
            Put(document, field, Texts(_pool.Of(field).Select(text => text.Replace("*", "x", StringComparison.Ordinal))));
        document["process"]!["command_line"] = CommandLine(ShortBytes, isPlain: false);
        return Utf8(document);
    }

    private byte[] AllEscapes()
    {
        var document = ProcessEvent();
        document["process"]!["command_line"] = CommandLine(ShortBytes, isPlain: false);
        var result = new StringBuilder();
        WriteEscaped(document, result);
        return Encoding.UTF8.GetBytes(result.ToString());
    }

    private byte[] NonAscii()
    {
        var document = ProcessEvent();
        document["process"]!["command_line"] = CommandLine(ShortBytes, isPlain: false);
        Mix(document, path: "");
        return Utf8(document);
    }

    private byte[] DeepNesting()
    {
        var document = ProcessEvent();
        JsonNode inner = CommandLine(ShortBytes, isPlain: true);
        for (var level = 0; level < Depth - 2; level++)
            inner = level % 2 == 0 ? new JsonObject { ["args"] = inner } : new JsonArray(inner);
        document["process"]!["args"] = inner;
        return Utf8(document);
    }

    private string CommandLine(int bytes, bool isPlain)
    {
        var fragments = _pool.FragmentsOf("process.command_line").Concat(_pool.FragmentsOf("process.args")).ToArray();
        return HostileText.CommandLine(fragments.Length > 0 ? fragments : _pool.Fragments, bytes, isPlain);
    }

    private JsonObject ProcessEvent()
    {
        for (var i = 0; i < workload.Events.Count; i++)
        {
            if (JsonNode.Parse(workload.Events.Document(i)) is JsonObject document && document["process"] is JsonObject && document["event"]?["category"] is not null)
                return document;
        }

        throw new InvalidOperationException("The events hold no process event.");
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    private static void Put(JsonObject document, string field, JsonArray values)
    {
        var names = field.Split('.');
        foreach (var name in names[..^1])
        {
            if (document[name] is not JsonObject next)
                document[name] = next = [];
            document = next;
        }

        document[names[^1]] = values;
    }

    // The class fields stay, so that the event is still asked for.
    private static void Mix(JsonNode node, string path)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.ToList())
                {
                    var inner = path.Length == 0 ? name : $"{path}.{name}";
                    if (value is JsonValue text && text.GetValueKind() == JsonValueKind.String && !ClassFields.Contains(inner))
                        members[name] = HostileText.WithOtherScripts(text.GetValue<string>());
                    else if (value is not null)
                        Mix(value, inner);
                }

                break;

            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    if (items[i] is JsonValue text && text.GetValueKind() == JsonValueKind.String && !ClassFields.Contains(path))
                        items[i] = HostileText.WithOtherScripts(text.GetValue<string>());
                    else if (items[i] is { } item)
                        Mix(item, path);
                }

                break;
        }
    }

    private static void WriteEscaped(JsonNode? node, StringBuilder result)
    {
        switch (node)
        {
            case JsonObject members:
                result.Append('{').AppendJoin(',', members.Select(member => $"{Escaped(member.Key)}:{Json(member.Value)}")).Append('}');
                break;
            case JsonArray items:
                result.Append('[').AppendJoin(',', items.Select(Json)).Append(']');
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                result.Append(Escaped(value.GetValue<string>()));
                break;
            default:
                result.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }

    private static string Json(JsonNode? node)
    {
        var result = new StringBuilder();
        WriteEscaped(node, result);
        return result.ToString();
    }

    private static string Escaped(string text) => $"\"{string.Concat(text.Select(c => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}")))}\"";

    private static byte[] Utf8(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString(AsItIs));
}
