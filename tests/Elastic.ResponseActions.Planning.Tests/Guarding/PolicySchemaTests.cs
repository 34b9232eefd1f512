using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Planning.Tests.Oracle;

namespace Elastic.ResponseActions.Planning.Tests.Guarding;

/// <summary><c>docs/policy.schema.json</c> takes and refuses what the code takes and refuses.</summary>
public sealed class PolicySchemaTests
{
    private const string Whole = """
        {
          "version": 1,
          "mode": {"default": "approve", "rules": [{"rule_id": "r1", "tag": "t", "command": "kill-process", "mode": "enforce"}]},
          "kill_switch_file": "/run/stop",
          "protected": {"hosts": ["dc-*"], "networks": ["10.0.0.0/8", "2001:db8::/32"], "classes": ["server"], "policies": ["core"], "processes": ["backup*"]},
          "host_classes": {"workstation": ["pc-*"], "server": ["db-*"], "domain_controller": ["dc-*"]},
          "allowed_hosts": ["ws-*"],
          "allow_pid": true,
          "caps": {
            "rule": {"isolate": [{"max": 7, "within": "2h"}], "kill-process": [{"max": 7, "within": "2h"}], "suspend-process": [{"max": 7, "within": "2h"}], "runscript": [{"max": 7, "within": "2h"}]},
            "overall": {"isolate": [{"max": 7, "within": "2h"}], "kill-process": [{"max": 7, "within": "2h"}], "suspend-process": [{"max": 7, "within": "2h"}], "runscript": [{"max": 7, "within": "2h"}]},
            "isolated_at_once": {"max": 3, "percent": 2.5},
            "rule_hosts": {"max": 3, "percent": 2.5, "within": "1h"},
            "same_process": {"max": 4, "within": "15m"}
          },
          "cool_down": {"isolate": "1h", "process": "0s", "after_release": "2h"},
          "max_age": {"isolate": "3h", "process_entity": "4m", "process_pid": "5s"},
          "deadline": {"isolate": "2h", "process_entity": "3m", "process_pid": "2m"},
          "approval": {"expires": "5m", "hosts": ["dc-*"], "classes": ["unknown"], "first_of_rule": true},
          "offline": "queue",
          "auto_release": {"after": "24h", "reminder": "5m"}
        }
        """;

    private static readonly string[] Values =
    [
        "null", "true", "-1", "0", "1", "1.5", "100", "101", "\"\"", "\"x\"", "\" x\"", "\"x?\"", "\"enforce\"", "\"hold\"", "\"server\"", "\"isolate\"",
        "\"0s\"", "\"10m\"", "\"1.5h\"", "\"10.0.0.0/8\"", "\"10.1\"", "[]", "[1]", "[\"x\"]", "[{}]", "{}", "{\"x\": 1}",
    ];

    private static readonly JsonElement Schema = JsonElement.Parse(File.ReadAllText(Path.Combine(Repository.Root(), "docs", "policy.schema.json")));

    [Fact]
    public void Schema_WholePolicyAndEveryChangeOfOneValue_AgreesWithTheCode()
    {
        var taken = 0;
        foreach (var path in Paths(JsonNode.Parse(Whole)!, []))
        {
            foreach (var value in Values)
            {
                var changed = Changed(path, value);
                var read = ResponsePolicy.TryParse(Encoding.UTF8.GetBytes(changed), out _, out var errors);
                Assert.True(read == Takes(changed), $"{string.Join('.', path)} = {value}: the code {(read ? "takes" : "refuses")} it ({string.Join(' ', errors)}), the schema does not");
                taken += read ? 1 : 0;
            }
        }

        Assert.InRange(taken, 100, 10_000);
    }

    [Fact]
    public void Schema_EveryKey_IsInTheWholePolicyAndTheOtherWayRound()
    {
        var known = new SortedSet<string>(StringComparer.Ordinal);
        Keys(Schema, "", known);
        var used = Paths(JsonNode.Parse(Whole)!, []).Where(path => path[^1] is string).Select(path => string.Join('.', path.OfType<string>())).Distinct();

        Assert.Equal(known, used.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("docs/policy.md")]
    [InlineData("docs/samples/policy.json")]
    public void Schema_PoliciesOfTheDocs_AreTaken(string file)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root(), file));

        Assert.True(Takes(file.EndsWith(".md", StringComparison.Ordinal) ? text.Split("```json")[1].Split("```")[0] : text));
    }

    private static bool Takes(string policy) => SlowSchema.Takes(Schema, Schema, JsonElement.Parse(policy));

    private static string Changed(object[] path, string value)
    {
        var root = JsonNode.Parse(Whole)!;
        var parent = root;
        foreach (var step in path[..^1])
        {
            parent = step is string name ? parent[name]! : parent[(int)step]!;
        }

        if (path[^1] is string key)
        {
            parent[key] = JsonNode.Parse(value);
        }
        else
        {
            parent[(int)path[^1]] = JsonNode.Parse(value);
        }

        return root.ToJsonString();
    }

    private static IEnumerable<object[]> Paths(JsonNode node, object[] path)
    {
        var below = node switch
        {
            JsonObject members => members.Select(member => ((object)member.Key, member.Value)),
            JsonArray items => items.Select((item, index) => ((object)index, item)),
            _ => [],
        };
        foreach (var (step, value) in below)
        {
            yield return [.. path, step];
            foreach (var deeper in Paths(value!, [.. path, step]))
            {
                yield return deeper;
            }
        }
    }

    private static void Keys(JsonElement schema, string path, SortedSet<string> keys)
    {
        schema = SlowSchema.Resolve(Schema, schema);
        if (schema.TryGetProperty("items", out var items))
        {
            Keys(items, path, keys);
        }

        if (schema.TryGetProperty("properties", out var properties))
        {
            foreach (var property in properties.EnumerateObject())
            {
                var name = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
                keys.Add(name);
                Keys(property.Value, name, keys);
            }
        }
    }
}
