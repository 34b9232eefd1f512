using System.Globalization;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Scenarios;

/// <summary>Turns the JSON of a scenario into what it says, and collects everything that is wrong on the way.</summary>
internal static class ScenarioReader
{
    private static readonly string[] Licenses = ["basic", "standard", "gold", "platinum", "enterprise", "trial"];
    private static readonly string[] AgentTypes = ["endpoint", "sentinel_one", "crowdstrike", "microsoft_defender_endpoint"];
    private static readonly string[] OsTypes = ["windows", "linux", "macos"];
    private static readonly string[] Statuses = ["unhealthy", "updating", "inactive", "unenrolled"];

    public static FakeScenario? Read(JsonTree tree, out IReadOnlyList<FakeScenarioError> errors)
    {
        List<FakeScenarioError> found = [];
        var root = new ScenarioObject(tree, found);
        var now = ReadTime(root);
        var license = root.OneOf("license", Licenses);
        var permissions = root.Texts("permissions", FakePermission.All.Select(p => p.Name));
        var space = root.Text("space");
        var version = ReadVersion(root);
        var connectors = root.Texts("connectors", AgentTypes);
        var faults = root.Objects("faults").Select(ScenarioFaultReader.Read).ToArray();
        var hosts = root.Objects("hosts").Select(ReadHost).ToArray();
        root.Finish();
        RefuseDoubles(hosts, found);

        errors = [.. found.OrderBy(error => error.Line)];
        return errors.Count > 0 ? null : new FakeScenario([.. hosts.Select(host => host.Host)])
        {
            Now = now,
            License = license is null ? null : new LicenseLevel(license),
            Permissions = permissions is null ? null : [.. permissions.Select(name => FakePermission.Find(name)!)],
            SpaceId = space,
            Version = version,
            Connectors = connectors,
            Faults = faults,
        };
    }

    private static (ScenarioHost Host, ScenarioObject Source) ReadHost(ScenarioObject host)
    {
        var agentId = host.Required("agent_id");
        var read = new ScenarioHost
        {
            AgentId = agentId,
            Remove = host.Flag("remove") ?? false,
            Name = host.Text("name"),
            HostId = host.Text("host_id"),
            Os = host.OneOf("os", OsTypes),
            AgentVersion = host.Text("agent_version"),
            Status = host.OneOf("status", Statuses),
            HasDefend = host.Flag("defend"),
            IsOnline = host.Flag("online"),
            IsIsolated = host.Flag("isolated"),
            AnswerAfter = host.Duration("answer_after"),
            Capabilities = host.Texts("capabilities"),
            AgentType = host.OneOf("agent_type", AgentTypes),
            Spaces = host.Texts("spaces"),
            Files = host.Has("files") ? [.. host.Objects("files").Select(ReadFile)] : [],
            Commands = host.Has("commands") ? [.. host.Objects("commands").Select(ReadCommand)] : [],
            Processes = host.Has("processes") ? ReadProcesses(host) : null,
        };
        if (read.Remove && host.HasOtherThan("agent_id", "remove"))
            host.Refuse("remove", "a host that is removed takes no key but `agent_id`");
        host.Finish();
        return (read, host);
    }

    private static FakeProcess[] ReadProcesses(ScenarioObject host)
    {
        var processes = host.Objects("processes").Select(ReadProcess).ToArray();
        foreach (var twice in processes.GroupBy(p => p.Pid).Where(g => g.Count() > 1 && g.Key > 0))
            host.Refuse("processes", $"pid {twice.Key} is given {twice.Count()} times; a host runs one process of a pid");
        return processes;
    }

    private static FakeProcess ReadProcess(ScenarioObject process)
    {
        var read = new FakeProcess
        {
            Pid = process.RequiredNumber("pid"),
            EntityId = process.Text("entity_id") ?? "",
            Name = process.Text("name") ?? "",
            ParentPid = process.Number("parent_pid"),
            User = process.Text("user") ?? "",
            IsProtected = process.Flag("protected") ?? false,
            IsSuspended = process.Flag("suspended") ?? false,
        };
        process.Finish();
        return read;
    }

    private static DateTimeOffset? ReadTime(ScenarioObject root)
    {
        if (root.Text("now") is not { } text)
            return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
            return time;
        root.Refuse("now", $"`{text}` is no time; write it as `2026-01-15T10:00:00Z`");
        return null;
    }

    private static string? ReadVersion(ScenarioObject root)
    {
        if (root.Text("version") is not { } text)
            return null;
        try
        {
            return KibanaVersion.Parse(text).Text;
        }
        catch (ArgumentException wrong)
        {
            root.Refuse("version", wrong.Message.Split(" (Parameter", 2)[0]);
            return null;
        }
    }

    private static FakeFile ReadFile(ScenarioObject file)
    {
        var read = new FakeFile(file.Required("path"), System.Text.Encoding.UTF8.GetBytes(file.Text("content") ?? ""));
        file.Finish();
        return read;
    }

    private static KeyValuePair<string, FakeCommandResult> ReadCommand(ScenarioObject command)
    {
        var read = KeyValuePair.Create(command.Required("command"), new FakeCommandResult(command.Text("stdout") ?? "", command.Text("stderr") ?? "", (int)(command.Number("exit_code") ?? 0)));
        command.Finish();
        return read;
    }

    private static void RefuseDoubles(IEnumerable<(ScenarioHost Host, ScenarioObject Source)> hosts, List<FakeScenarioError> errors)
    {
        foreach (var doubles in hosts.Where(h => h.Host.AgentId.Length > 0).GroupBy(h => h.Host.AgentId).Where(g => g.Count() > 1))
        {
            var second = doubles.Skip(1).First().Source.Tree;
            errors.Add(new FakeScenarioError(second.Path, second.Line, $"host '{doubles.Key}' is given {doubles.Count()} times; say everything of it at one place"));
        }
    }
}
