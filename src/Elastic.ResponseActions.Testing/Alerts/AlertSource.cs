using System.Text.Json;
using System.Text.Json.Nodes;

namespace Elastic.ResponseActions.Testing.Alerts;

/// <summary>What an alert is made of.</summary>
/// <param name="Document">The fields it takes over.</param>
internal sealed record AlertSource(JsonElement Document)
{
    /// <summary>What the detection engine writes into this alert beyond what it writes into each.</summary>
    public JsonObject? Engine { get; init; }
}
