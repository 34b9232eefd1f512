namespace Elastic.ResponseActions;

/// <summary>One page of stored rules. Immutable.</summary>
public sealed record RulePage
{
    /// <summary>The rules of this page.</summary>
    public IReadOnlyList<DetectionRule> Rules { get; init; } = [];

    /// <summary>How many rules fit the filter, over all pages.</summary>
    public long Total { get; init; }

    /// <summary>How many are here, and of how many.</summary>
    public override string ToString() => $"{Rules.Count} of {Total} rules";
}
