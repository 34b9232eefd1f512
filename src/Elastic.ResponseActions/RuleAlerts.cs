namespace Elastic.ResponseActions;

/// <summary>The alerts that one rule made in one pass. Immutable.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Alerts">Its alerts, in the order they were made.</param>
public sealed record RuleAlerts(DetectionRule Rule, IReadOnlyList<Alert> Alerts)
{
    /// <summary>Rule and count.</summary>
    public override string ToString() => $"{Rule.RuleId}: {Alerts.Count} alerts";
}
