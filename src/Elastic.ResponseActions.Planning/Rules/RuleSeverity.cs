namespace Elastic.ResponseActions;

/// <summary>How grave a rule's alerts are; mirrors <c>severity</c>. Open: any name is kept.</summary>
/// <param name="Name">The name on the wire, for example <c>high</c>.</param>
public readonly record struct RuleSeverity(string Name)
{
    /// <summary><c>low</c>.</summary>
    public static RuleSeverity Low { get; } = new("low");

    /// <summary><c>medium</c>.</summary>
    public static RuleSeverity Medium { get; } = new("medium");

    /// <summary><c>high</c>.</summary>
    public static RuleSeverity High { get; } = new("high");

    /// <summary><c>critical</c>.</summary>
    public static RuleSeverity Critical { get; } = new("critical");

    /// <inheritdoc />
    public override string ToString() => Name ?? "";
}
