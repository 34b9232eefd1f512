using Elastic.ResponseActions.Json;

namespace Elastic.ResponseActions;

/// <summary>Which script <c>runscript</c> runs on which operating system; mirrors <c>params.config</c>. Immutable.</summary>
public sealed record RunScriptConfig : IJsonModel
{
    /// <summary>Creates a configuration without scripts.</summary>
    public RunScriptConfig()
    {
    }

    internal RunScriptConfig(JsonMembers config)
    {
        Linux = Read(config, "linux");
        MacOs = Read(config, "macos");
        Windows = Read(config, "windows");
        Origin = new JsonOrigin(config.Json, this);
    }

    /// <summary>The script for Linux hosts.</summary>
    public RunScript? Linux { get; init; }

    /// <summary>The script for macOS hosts.</summary>
    public RunScript? MacOs { get; init; }

    /// <summary>The script for Windows hosts.</summary>
    public RunScript? Windows { get; init; }

    internal JsonOrigin Origin { get; private init; } = JsonOrigin.None;

    JsonOrigin IJsonModel.Origin => Origin;

    /// <summary>The script for an operating system; null where none is chosen.</summary>
    /// <param name="os"><c>linux</c>, <c>macos</c> or <c>windows</c>.</param>
    public RunScript? For(string os)
    {
        var script = os switch { "linux" => Linux, "macos" => MacOs, "windows" => Windows, _ => null };
        return string.IsNullOrEmpty(script?.ScriptId) ? null : script;
    }

    /// <inheritdoc />
    public override string ToString() => $"linux: {Linux}, macos: {MacOs}, windows: {Windows}";

    void IJsonModel.Describe(MemberImage members)
    {
        members.Object("linux", Linux);
        members.Object("macos", MacOs);
        members.Object("windows", Windows);
    }

    private static RunScript? Read(JsonMembers config, string os) => config.Object(os) is { } script ? new RunScript(script) : null;
}
