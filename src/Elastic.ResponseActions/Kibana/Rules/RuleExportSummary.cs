namespace Elastic.ResponseActions;

/// <summary>What an export holds, by its own last line. Immutable.</summary>
public sealed record RuleExportSummary
{
    /// <summary>How many rules were written (<c>exported_rules_count</c>); it was compared with the lines that arrived.</summary>
    public long RulesCount { get; init; }

    /// <summary>The <c>rule_id</c>s that were asked for and are not stored (<c>missing_rules</c>).</summary>
    public IReadOnlyList<string> MissingRuleIds { get; init; } = [];

    /// <summary>The server's name for the file (<c>content-disposition</c>); null where it gives none. Foreign text: never a path.</summary>
    public string? FileName { get; init; }

    /// <summary>The counts.</summary>
    public override string ToString() => $"{RulesCount} rules, {MissingRuleIds.Count} missing";
}
