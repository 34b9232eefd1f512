namespace Elastic.ResponseActions.Tool.Rules;

/// <summary>Lays response actions over rules without editing them: the first entry that fits a rule replaces the rule's own.</summary>
internal sealed class ResponseOverlay(IReadOnlyList<ResponseOverlay.Entry> entries)
{
    public DetectionRule Apply(DetectionRule rule) => entries.FirstOrDefault(entry => entry.Fits(rule)) is { } first
        ? rule with { ResponseActions = first.Actions }
        : rule;

    /// <summary>Null stands for "not asked"; otherwise one of the values has to be the rule's. All that is asked has to hold.</summary>
    internal sealed record Entry
    {
        public IReadOnlyList<string>? RuleIds { get; init; }

        public IReadOnlyList<string>? Tags { get; init; }

        public IReadOnlyList<string>? Severities { get; init; }

        public IReadOnlyList<string>? Names { get; init; }

        public required IReadOnlyList<RuleResponseAction> Actions { get; init; }

        public bool Fits(DetectionRule rule) =>
            RuleIds?.Contains(rule.RuleId, StringComparer.Ordinal) != false
            && Names?.Contains(rule.Name, StringComparer.Ordinal) != false
            && Severities?.Contains(rule.Severity?.Name ?? "", StringComparer.Ordinal) != false
            && Tags?.Any(tag => rule.Tags.Contains(tag, StringComparer.Ordinal)) != false;
    }
}
