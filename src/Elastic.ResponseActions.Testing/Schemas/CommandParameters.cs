using System.Text.Json;
using Elastic.ResponseActions.Testing.Texts;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Schemas;

/// <summary>What <c>parameters</c> of each command may hold, by release and by the agent type that was sent. Upper bounds are the newest releases'.</summary>
internal sealed class CommandParameters(KibanaVersion version, bool allowsKillDescendants)
{
    private static readonly ObjectSchema Nothing = new();
    private static readonly PositiveSchema Positive = new();
    private static readonly FlagSchema Flag = new();

    private bool IsNewest => version.Has(KibanaFeature.Newest);

    /// <summary>Whether a request without <c>parameters</c> is let through.</summary>
    public static bool AreOptional(string command) => command is "isolate" or "unisolate" or "running-processes";

    /// <param name="command">The API command.</param>
    /// <param name="agentType">As sent; null where left out, and then the schema of Elastic Defend counts.</param>
    public ValueSchema For(string command, string? agentType) => command switch
    {
        "kill-process" => new UnionSchema(
            Process("pid", Positive, withDescendants: true), Process("entity_id", Text(256), withDescendants: true), new ObjectSchema(new MemberSchema("process_name", Text(1024)))),
        "suspend-process" => new UnionSchema(Process("pid", Positive), Process("entity_id", Text(256))),
        "get-file" => new ObjectSchema(new MemberSchema("path", Text(4096))),
        "scan" => new ObjectSchema(new MemberSchema("path", Text(4096, notBlank: true))),
        "execute" => new ObjectSchema(new MemberSchema("command", Text(8192, notBlank: true)), Optional("timeout", Positive)),
        "upload" => new ObjectSchema(Optional("overwrite", Flag)) { IsRequired = true },
        "runscript" => Script(agentType),
        "cancel" => Cancel(agentType),
        "memory-dump" => new ObjectSchema(
            new MemberSchema("type", new LiteralsSchema("process", "kernel")), Optional("pid", Positive), Optional("entity_id", Text(256))),
        _ => Nothing,
    };

    /// <summary>Checks between members, after each has been found right by itself. An agent type left out reads as JavaScript's <c>undefined</c>.</summary>
    public static string? CheckTogether(string command, JsonElement? parameters, string? agentType) => command switch
    {
        "kill-process" => CheckProcessName(parameters, agentType),
        "memory-dump" => CheckMemoryDump(parameters!.Value),
        "cancel" when agentType is "sentinel_one" or "crowdstrike" => KibanaTexts.CommandNotSupported("cancel"),
        "runscript" when agentType == "crowdstrike" => CheckCrowdStrike(parameters),
        _ => null,
    };

    private static string? CheckProcessName(JsonElement? parameters, string? agentType)
    {
        var isNamed = Has(parameters, "process_name");
        if (isNamed && agentType != "sentinel_one")
            return $"[parameters.process_name]: is not valid with agent type of {agentType ?? "undefined"}";
        if (!isNamed && agentType == "sentinel_one")
            return "[parameters.process_name]: missing parameter for agent type of sentinel_one";
        return Has(parameters, "kill_descendants") && agentType is not (null or "endpoint")
            ? $"[parameters.kill_descendants]: is not valid with agent type of {agentType}"
            : null;
    }

    private static string? CheckMemoryDump(JsonElement parameters)
    {
        var (pid, entityId) = (Has(parameters, "pid"), Has(parameters, "entity_id"));
        if (parameters.GetProperty("type").GetString() != "process")
            return pid || entityId ? KibanaTexts.DumpTakesNoProcess : null;
        return (pid, entityId) switch
        {
            (true, true) => KibanaTexts.DumpTakesOneProcess,
            (false, false) => KibanaTexts.DumpNeedsProcess,
            _ => null,
        };
    }

    private static string? CheckCrowdStrike(JsonElement? parameters) =>
        Has(parameters, "raw") || Has(parameters, "hostPath") || Has(parameters, "cloudFile") ? null : KibanaTexts.CrowdStrikeNeedsScript;

    private ObjectSchema Process(string name, ValueSchema value, bool withDescendants = false) =>
        withDescendants && allowsKillDescendants && version.Has(KibanaFeature.KillDescendants)
            ? new ObjectSchema(new MemberSchema(name, value), Optional("kill_descendants", Flag))
            : new ObjectSchema(new MemberSchema(name, value));

    private ObjectSchema Script(string? agentType) => agentType switch
    {
        "crowdstrike" => new ObjectSchema(
            Optional("raw", Text(65_536)), Optional("hostPath", Text(4096)), Optional("cloudFile", Text(4096)), Optional("commandLine", Text(8192)), Optional("timeout", Positive)),
        "microsoft_defender_endpoint" => new ObjectSchema(new MemberSchema("scriptName", Text(256)), Optional("args", Text(8192))),
        "sentinel_one" => new ObjectSchema(new MemberSchema("scriptId", Text(256)), Optional("scriptInput", Text(8192))),
        _ => new ObjectSchema(new MemberSchema("scriptId", Text(256)), Optional("scriptInput", Text(8192)), Optional("timeout", Positive)),
    };

    private ObjectSchema Cancel(string? agentType) => IsNewest && agentType is null or "endpoint"
        ? new ObjectSchema(new MemberSchema("id", new TextSchema(Most: 50)), Optional("force", Flag))
        : new ObjectSchema(new MemberSchema("id", new TextSchema(Most: 50)));

    private TextSchema Text(int mostInNewest, bool notBlank = false) => new(Most: IsNewest ? mostInNewest : int.MaxValue, NotBlank: notBlank);

    private static MemberSchema Optional(string name, ValueSchema value) => new(name, value, IsOptional: true);

    private static bool Has(JsonElement? parameters, string name) => parameters?.TryGetProperty(name, out _) == true;
}
