namespace Elastic.ResponseActions.Testing;

/// <summary>What one run of a rule has made. Immutable.</summary>
public sealed record FakeRuleRun
{
    /// <summary>The alerts, in the order of their events.</summary>
    public required IReadOnlyList<FakeAlert> Alerts { get; init; }

    /// <summary>The response actions that were stored, those that failed at once included; of one run they have no order to rely on.</summary>
    public required IReadOnlyList<FakeAction> Actions { get; init; }

    /// <summary>Events, alerts and response actions that led to nothing, and why. Kibana says nothing here.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The numbers.</summary>
    public override string ToString() => $"{Alerts.Count} alerts, {Actions.Count} actions, {Notes.Count} notes";
}
