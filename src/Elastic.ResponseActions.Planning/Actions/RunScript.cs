using Elastic.ResponseActions.Json;

namespace Elastic.ResponseActions;

/// <summary>The script that <c>runscript</c> runs on one operating system; mirrors <c>params.config.{linux,macos,windows}</c>. Immutable.</summary>
public sealed record RunScript : IJsonModel
{
    /// <summary>Creates an empty choice: no script on this operating system.</summary>
    public RunScript()
    {
    }

    internal RunScript(JsonMembers script)
    {
        ScriptId = script.Text("scriptId");
        ScriptInput = script.Text("scriptInput");
        TimeoutSeconds = script.Number("timeout");
        Origin = new JsonOrigin(script.Json, this);
    }

    /// <summary>The script's id in the script library; absent or empty: no script on this operating system.</summary>
    public string? ScriptId { get; init; }

    /// <summary>The arguments, for scripts that take some.</summary>
    public string? ScriptInput { get; init; }

    /// <summary>How long the script may run, in seconds.</summary>
    public double? TimeoutSeconds { get; init; }

    internal JsonOrigin Origin { get; private init; } = JsonOrigin.None;

    JsonOrigin IJsonModel.Origin => Origin;

    /// <inheritdoc />
    public override string ToString() => string.IsNullOrEmpty(ScriptId) ? "no script" : $"script '{ScriptId}'";

    void IJsonModel.Describe(MemberImage members)
    {
        members.Text("scriptId", ScriptId);
        members.Text("scriptInput", ScriptInput);
        members.Number("timeout", TimeoutSeconds);
    }
}
