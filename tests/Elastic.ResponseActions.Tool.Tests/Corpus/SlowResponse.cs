using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Elastic.ResponseActions.Tool.Tests.Corpus;

/// <summary>
/// The corpus run once more, slowly and on plain JSON: overlay, fleet, plan and guards for isolate and kill by pid, under the policy beside it
/// (everything enforced, pids allowed, wide caps). It takes only which event matches which rule from the tool.
/// </summary>
internal sealed class SlowResponse
{
    // The ceiling that no policy lifts, in one minute of a clock that stands still.
    private const int Ceiling = 100;

    private static readonly string[] Vital =
        ["system", "csrss", "smss", "wininit", "winlogon", "services", "lsass", "svchost", "init", "systemd", "launchd", "kernel_task", "elastic-agent", "elastic-endpoint"];

    private readonly Dictionary<string, JsonObject> _events = [];
    private readonly Dictionary<string, (string? Id, string? Name, string? Os)> _hosts = [];
    private readonly Dictionary<string, HashSet<string>> _hostIdsSeen = [];
    private readonly HashSet<string> _done = [];
    private readonly DateTimeOffset? _now;

    public SlowResponse(IEnumerable<(string Id, JsonObject Document)> events)
    {
        foreach (var (id, document) in events)
        {
            LayOver(id, document);
            _events.Add(id, document);
            if (!IsReachable(document))
                continue;

            var known = _hosts.GetValueOrDefault(Agent(document));
            _hosts[Agent(document)] = (known.Id ?? Text(document, "host.id"), known.Name ?? Text(document, "host.name"), known.Os ?? Text(document, "host.os.type") ?? Text(document, "host.os.platform"));
        }

        _now = _events.Values.Max(Time);
    }

    public int Planned { get; private set; }

    public int Held { get; private set; }

    public int Refused { get; private set; }

    public int Confirmed { get; private set; }

    /// <param name="matches">Rule by rule, in the order of the rules: the ids of the events it matches, in their order.</param>
    public void Run(IReadOnlyList<IReadOnlyList<string>> matches)
    {
        var rules = matches.Select(ids => ids.Select(id => _events[id]).Where(IsReachable).ToList()).ToList();
        foreach (var document in rules.SelectMany(documents => documents))
        {
            _hostIdsSeen.TryAdd(Agent(document), []);
            _hostIdsSeen[Agent(document)].Add(Text(document, "host.id") ?? "none");
        }

        foreach (var documents in rules)
        {
            foreach (var host in documents.GroupBy(Agent))
                Judge(host.Key, "isolate", [.. host]);

            foreach (var host in documents.GroupBy(Agent))
            {
                foreach (var process in host.Where(HasPid).GroupBy(document => Get(document, "process.pid")!.ToString()))
                    Judge(host.Key, process.Key, [.. process]);

                if (host.Any(document => !HasPid(document)))
                    Count("refused");
            }
        }
    }

    /// <param name="agent">The host's agent.</param>
    /// <param name="what"><c>isolate</c>, or the pid to kill.</param>
    /// <param name="alerts">The alerts behind it.</param>
    private void Judge(string agent, string what, List<JsonObject> alerts)
    {
        var isIsolate = what == "isolate";
        var verdict = !Agrees(agent, alerts) ? "refused" : isIsolate ? null : ByName(what, alerts);
        verdict ??= ByAge(alerts.Max(Time), isIsolate ? "held" : "refused");
        verdict ??= isIsolate ? null : ByPid(agent, what, alerts);
        verdict ??= _done.Contains($"{agent} {what}") ? "refused" : _done.Count >= Ceiling ? "held" : "confirmed";
        Count(verdict);
        if (verdict == "confirmed")
            _done.Add($"{agent} {what}");
    }

    private void Count(string verdict)
    {
        Planned++;
        Held += verdict == "held" ? 1 : 0;
        Refused += verdict == "refused" ? 1 : 0;
        Confirmed += verdict == "confirmed" ? 1 : 0;
    }

    /// <summary>Alerts, all sightings and Kibana name one host.</summary>
    private bool Agrees(string agent, List<JsonObject> alerts)
    {
        var host = _hosts[agent];
        return host is { Id.Length: > 0, Name.Length: > 0 }
            && _hostIdsSeen[agent].SetEquals([host.Id])
            && alerts.TrueForAll(alert => string.Equals(Text(alert, "host.name"), host.Name, StringComparison.OrdinalIgnoreCase));
    }

    private static string? ByName(string pid, List<JsonObject> alerts)
    {
        if (pid is "0" or "1" or "4")
            return "refused";

        foreach (var alert in alerts)
        {
            string[] names = [.. new[] { Text(alert, "process.name"), Text(alert, "process.executable") }.OfType<string>().Where(name => name.Length > 0)];
            if (names.Length == 0)
                return "held";

            if (names.SelectMany(name => new[] { name, name.Split('/', '\\')[^1] }).Any(IsVital))
                return "refused";
        }

        return null;
    }

    private string? ByAge(DateTimeOffset? newest, string tooOld) =>
        newest is null ? "refused" : _now - newest > TimeSpan.FromDays(3650) ? tooOld : null;

    private string? ByPid(string agent, string pid, List<JsonObject> alerts)
    {
        var isNumber = Get(alerts[^1], "process.pid")!.GetValueKind() == JsonValueKind.Number && pid.All(char.IsAsciiDigit);
        var isWindows = alerts.Select(alert => Text(alert, "host.os.type")).Append(_hosts[agent].Os).Contains("windows");
        return !isNumber || (isWindows && long.Parse(pid, CultureInfo.InvariantCulture) % 4 != 0) ? "refused" : null;
    }

    private static bool IsVital(string name) =>
        Vital.Any(vital => name.Equals(vital, StringComparison.OrdinalIgnoreCase) || name.Equals(vital + ".exe", StringComparison.OrdinalIgnoreCase));

    private static bool IsReachable(JsonObject document) => Agent(document).Length > 0 && Text(document, "agent.type") == "endpoint";

    private static bool HasPid(JsonObject document) => Get(document, "process.pid")?.ToString() is { Length: > 0 } and not "0";

    private static string Agent(JsonObject document) => Text(document, "agent.id") ?? "";

    private static DateTimeOffset? Time(JsonObject document) =>
        Text(document, "@timestamp") is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) : null;

    private static void LayOver(string id, JsonObject document)
    {
        if (Get(document, "agent.id") is not null)
            return;

        Set(document, "agent", "id", $"a-{Hash(id) % 200}");
        Set(document, "agent", "type", "endpoint");
        Set(document, "host", "id", $"h-{Hash(id) % 200}");
        Set(document, "host", "name", $"n-{Hash(id) % 200}");
        Set(document, "process", "pid", Hash(id) % 30_000);
    }

    private static void Set(JsonObject document, string parent, string name, JsonNode value)
    {
        document[parent] ??= new JsonObject();
        document[parent]!.AsObject()[name] ??= value;
    }

    private static ulong Hash(string text) =>
        Encoding.UTF8.GetBytes(text).Aggregate(0xcbf29ce484222325, (hash, value) => unchecked((hash ^ value) * 0x100000001b3));

    private static string? Text(JsonObject document, string path) =>
        Get(document, path) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static JsonNode? Get(JsonObject document, string path) =>
        path.Split('.').Aggregate((JsonNode?)document, (place, part) => (place as JsonObject)?[part]);
}
