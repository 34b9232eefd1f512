using System.Text.Json;

namespace Elastic.ResponseActions.Guarding;

/// <summary>One value of a policy file, with its place. Kept instead of a JsonElement because errors name lines.</summary>
internal sealed class PolicyNode
{
    public required JsonTokenType Kind { get; init; }

    public required string Path { get; init; }

    public required int Line { get; init; }

    /// <summary>The text of a text, the spelling of a number.</summary>
    public string Text { get; init; } = "";

    public List<(string Name, PolicyNode Value)> Members { get; } = [];

    public List<PolicyNode> Items { get; } = [];

    public string Describe() => Kind switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => $"`\"{Text}\"`",
        JsonTokenType.Number => $"`{Text}`",
        JsonTokenType.True => "`true`",
        JsonTokenType.False => "`false`",
        _ => "`null`",
    };
}
