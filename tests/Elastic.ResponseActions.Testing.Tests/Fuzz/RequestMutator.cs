using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Elastic.ResponseActions.Testing.Tests.Fuzz;

/// <summary>Makes wrong requests of right ones, piece by piece, so that they get past the first check and fail somewhere deep.</summary>
internal sealed class RequestMutator(Random random)
{
    private static readonly string[] OddJson =
    [
        "null", "true", "0", "-1", "1e308", "-1e308", "1.5", "12345678901234567890", "\"\"", "\" \"", "\"a1\"", "\"now-1x\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\u202e\\r\\n\"", "[]", "{}", "[[]]", "[null]", "[\"\"]",
        "{\"a\":{\"b\":[1]}}", "{\"query\":{}}", "{\"a\":1,\"a\":2}", "\"" + "x,".PadRight(300, 'y') + "\"", "[\"1\",\"2\",\"3\"]",
    ];

    private static readonly string[] OddTexts =
    [
        "", " ", "-1", "0", "1", "99999999999999999999", "NaN", "null", "true", "[]", "[", "[\"x\"]", "[1]", "{}", "a:(", "a:*", "*:*", "not", "\"", "now", "now-1d/d", "now||/y", "2026-13-45", "2026-01-01", "%00", "%ff", "%F0%9F%98%80", "../..", "%2e%2e", "a%2Fb", "x".PadRight(400, 'z'),
    ];

    public (string Method, string Path, string? Body) Next()
    {
        var (method, path, body) = RequestSeeds.All[random.Next(RequestSeeds.All.Count)];
        if (random.Next(30) == 0)
            method = Pick(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]);
        if (random.Next(3) == 0)
            path = MutatePath(path);
        for (var i = random.Next(4); i > 0 && body is not null; i--)
            body = random.Next(12) == 0 ? Break(body) : MutateJson(body);
        return (method, path, body);
    }

    private string MutatePath(string path)
    {
        var question = path.IndexOf('?', StringComparison.Ordinal);
        var (route, query) = question < 0 ? (path, "") : (path[..question], path[(question + 1)..]);
        if (random.Next(4) == 0)
        {
            var segments = route.Split('/');
            segments[random.Next(1, segments.Length)] = Pick(OddTexts);
            route = string.Join('/', segments);
        }
        if (random.Next(5) == 0)
            route = Pick(["/s/soc", "/s//", "/s/", "/s/../x", "//"]) + route;
        var parts = query.Split('&', StringSplitOptions.RemoveEmptyEntries).ToList();
        for (var i = random.Next(3); i > 0; i--)
        {
            if (parts.Count == 0 || random.Next(4) == 0)
                parts.Add($"{Pick(["page", "pageSize", "kuery", "x", "id", "apiVersion", "filter", ""])}={Pick(OddTexts)}");
            else if (random.Next(3) == 0)
                parts.Add(parts[random.Next(parts.Count)]);
            else
                parts[random.Next(parts.Count)] = $"{parts[random.Next(parts.Count)].Split('=')[0]}={Pick(OddTexts)}";
        }
        return parts.Count == 0 ? route : $"{route}?{string.Join('&', parts)}";
    }

    private string MutateJson(string body)
    {
        try
        {
            var root = JsonNode.Parse(body);
            List<JsonNode> containers = [];
            Collect(root, containers);
            // Written by hand rather than through the tree, so that what a tree cannot hold is written too.
            return containers.Count == 0 ? Pick(OddJson) : Write(root, containers[random.Next(containers.Count)]);
        }
        catch (Exception broken) when (broken is JsonException or ArgumentException or InvalidOperationException)
        {
            // Broken before, with a key twice, or with half a character: no tree, and wrong enough.
            return body;
        }
    }

    private string Write(JsonNode? node, JsonNode target)
    {
        var odd = Pick(OddJson);
        switch (node)
        {
            case JsonObject members:
                List<string> written = [.. members.Select(member => $"{Quote(member.Key)}:{Write(member.Value, target)}")];
                if (ReferenceEquals(node, target))
                    Change(written, () => $"{(members.Count > 0 && random.Next(2) == 0 ? Quote(members.ElementAt(random.Next(members.Count)).Key) : "\"odd\"")}:{odd}");
                return $"{{{string.Join(',', written)}}}";
            case JsonArray items:
                List<string> list = [.. items.Select(item => Write(item, target))];
                if (ReferenceEquals(node, target))
                    Change(list, () => odd);
                return $"[{string.Join(',', list)}]";
            default:
                return node?.ToJsonString() ?? "null";
        }
    }

    private void Change(List<string> written, Func<string> odd)
    {
        if (written.Count == 0 || random.Next(4) == 0)
            written.Add(odd());
        else if (random.Next(3) == 0)
            written.RemoveAt(random.Next(written.Count));
        else if (written[random.Next(written.Count)] is var one && one.StartsWith('"') && one.Contains(':', StringComparison.Ordinal))
            written[written.IndexOf(one)] = $"{one[..(one.IndexOf(':', StringComparison.Ordinal) + 1)]}{Pick(OddJson)}";
        else
            written[random.Next(written.Count)] = odd();
    }

    private string Break(string body)
    {
        var text = new StringBuilder(body);
        var at = random.Next(body.Length + 1);
        switch (random.Next(4))
        {
            case 0: return body[..at];
            case 1: text.Insert(at, Pick(["\"", "{", "}", ",", "\u0000", "\ufeff", "\\"])); break;
            case 2: return string.Concat(Enumerable.Repeat("[", 200));
            default: return "";
        }
        return text.ToString();
    }

    private static void Collect(JsonNode? node, List<JsonNode> containers)
    {
        if (node is JsonObject members)
        {
            containers.Add(node);
            foreach (var (_, value) in members)
                Collect(value, containers);
        }
        else if (node is JsonArray items)
        {
            containers.Add(node);
            foreach (var item in items)
                Collect(item, containers);
        }
    }

    private static string Quote(string text) => JsonValue.Create(text).ToJsonString();

    private string Pick(string[] of) => of[random.Next(of.Length)];
}
