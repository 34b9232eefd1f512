using System.Text.Json;

namespace Elastic.ResponseActions.Testing;

/// <summary>An alert that the fake has stored, as it was when it was asked for. Immutable.</summary>
public sealed record FakeAlert
{
    /// <summary>The document's <c>_id</c>, which is its <c>kibana.alert.uuid</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The space it belongs to.</summary>
    public required string SpaceId { get; init; }

    /// <summary>Whether a preview made it; no search of the alerts index finds it then.</summary>
    public required bool IsPreview { get; init; }

    /// <summary>The document.</summary>
    public required JsonElement Document { get; init; }

    /// <summary>The name of the rule that made it.</summary>
    public string? RuleName => Text("kibana.alert.rule.name");

    /// <summary><c>open</c>, <c>acknowledged</c> or <c>closed</c>.</summary>
    public string? WorkflowStatus => Text("kibana.alert.workflow_status");

    /// <summary>Id and rule.</summary>
    public override string ToString() => $"alert '{Id}' of rule '{RuleName}'";

    private string? Text(string name) => Document.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
