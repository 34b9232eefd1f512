using System.Text.Json;

namespace Elastic.ResponseActions;

/// <summary>What one agent answered to an action. Immutable.</summary>
public sealed record ActionOutput
{
    /// <summary><c>json</c> or <c>text</c> (<c>type</c>).</summary>
    public string Type { get; init; } = "json";

    /// <summary>The result's code, e.g. <c>ra_kill-process_success_done</c> (<c>content.code</c>); null where there is none. Open.</summary>
    public string? Code { get; init; }

    /// <summary>The answer typed by command, e.g. <see cref="GetFileOutput"/>.</summary>
    public CommandOutput Result { get; init; } = new CodeOutput();

    /// <summary>The answer itself (<c>content</c>), as it came: an object by command, or a text.</summary>
    public JsonElement Content { get; init; }

    /// <summary>The code; no foreign text.</summary>
    public override string ToString() => Code ?? Type;
}
