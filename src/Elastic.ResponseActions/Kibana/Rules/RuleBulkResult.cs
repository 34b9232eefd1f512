namespace Elastic.ResponseActions;

/// <summary>What a bulk action did. Kibana answers 500 as soon as one rule failed, also when others succeeded; here both are told. Immutable.</summary>
public sealed record RuleBulkResult
{
    /// <summary>How many rules it was done to (<c>summary.succeeded</c>).</summary>
    public long Succeeded { get; init; }

    /// <summary>How many failed (<c>summary.failed</c>).</summary>
    public long Failed { get; init; }

    /// <summary>How many were left as they are, because they were so already (<c>summary.skipped</c>).</summary>
    public long Skipped { get; init; }

    /// <summary>How many were looked at (<c>summary.total</c>).</summary>
    public long Total { get; init; }

    /// <summary>The changed rules; empty in a dry run (<c>results.updated</c>).</summary>
    public IReadOnlyList<DetectionRule> Updated { get; init; } = [];

    /// <summary>The new rules; empty in a dry run (<c>results.created</c>).</summary>
    public IReadOnlyList<DetectionRule> Created { get; init; } = [];

    /// <summary>The deleted rules; empty in a dry run (<c>results.deleted</c>).</summary>
    public IReadOnlyList<DetectionRule> Deleted { get; init; } = [];

    /// <summary>Why rules failed, rules with one text together (<c>errors</c>).</summary>
    public IReadOnlyList<RuleBulkError> Errors { get; init; } = [];

    /// <summary>The counts.</summary>
    public override string ToString() => $"{Succeeded} succeeded, {Failed} failed, {Skipped} skipped of {Total}";
}
