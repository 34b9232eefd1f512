using System.Text.Json;
using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Tool.Input;

namespace Elastic.ResponseActions.Tool.Responding;

/// <summary>The hosts that events speak of, to be put into a <see cref="FakeKibana"/>: one for each <c>agent.id</c> with <c>agent.type: endpoint</c>.</summary>
internal sealed class EventFleet
{
    private readonly Dictionary<string, FleetHost> _hosts = new(StringComparer.Ordinal);

    public void Add(ReadOnlyMemory<byte> utf8Event)
    {
        using var parsed = JsonDocument.Parse(utf8Event);
        var document = parsed.RootElement;
        if (Text(document, "agent.id") is not { } agentId || Text(document, "agent.type") != AgentType.Endpoint.Name)
            return;

        if (!_hosts.TryGetValue(agentId, out var host))
            _hosts.Add(agentId, host = new FleetHost());

        host.HostId ??= Text(document, "host.id");
        host.Name ??= Text(document, "host.name");
        host.Os ??= Os(Text(document, "host.os.type") ?? Text(document, "host.os.platform"));
        host.OsFull ??= Text(document, "host.os.full") ?? Text(document, "host.os.Ext.variant");
        host.AddProcess(document, "process");
        host.AddProcess(document, "process.parent");
    }

    /// <summary>Adds every host, online and with Elastic Defend.</summary>
    public void AddTo(FakeKibana kibana)
    {
        foreach (var (agentId, host) in _hosts)
        {
            var endpoint = kibana.AddEndpoint(agentId, host.Name, host.Os ?? "linux");

            // What no event tells, the fleet must not make up: a host's class hangs on it.
            endpoint.OsFull = host.OsFull ?? "";
            endpoint.HostId = host.HostId ?? endpoint.HostId;
            foreach (var process in host.Processes)
                endpoint.AddProcess(process);
        }
    }

    private static string? Text(JsonElement document, string field) =>
        EventFields.TryGet(document, field, out var value) && value.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(value.GetString())
            ? value.GetString()
            : null;

    private static string? Os(string? name) => name?.ToUpperInvariant() switch
    {
        "WINDOWS" => "windows",
        "MACOS" or "DARWIN" => "macos",
        null => null,
        _ => "linux",
    };

    private sealed class FleetHost
    {
        // Above every pid that an operating system gives out: for processes whose events name no pid.
        private long _nextFreePid = 1L << 32;

        private readonly Dictionary<long, FakeProcess> _processes = [];

        public string? HostId { get; set; }

        public string? Name { get; set; }

        public string? Os { get; set; }

        public string? OsFull { get; set; }

        public IEnumerable<FakeProcess> Processes => _processes.Values;

        /// <summary>A pid that comes again is a new process: the newest one has it.</summary>
        public void AddProcess(JsonElement document, string at)
        {
            var entityId = Text(document, $"{at}.entity_id");
            var hasPid = EventFields.TryGet(document, $"{at}.pid", out var value) && value.ValueKind == JsonValueKind.Number;
            var pid = hasPid && value.TryGetInt64(out var number) && number is > 0 and <= uint.MaxValue ? number : 0;
            if (pid == 0 && entityId is null)
                return;

            if (pid == 0)
                pid = _processes.Values.FirstOrDefault(process => process.EntityId == entityId)?.Pid ?? _nextFreePid++;

            _processes[pid] = new FakeProcess { Pid = pid, EntityId = entityId ?? "", Name = Text(document, $"{at}.name") ?? "" };
        }
    }
}
