namespace Elastic.ResponseActions;

/// <summary>When a host that a rule has isolated is released again, unless another rule still wants it isolated or somebody else acted on it since. Immutable.</summary>
public sealed record AutoReleasePolicy
{
    /// <summary>How long after the rule last asked for it. Default 24 hours.</summary>
    public TimeSpan After { get; init; } = TimeSpan.FromHours(24);

    /// <summary>When, counted from the same moment, people are reminded that the release comes; before <see cref="After"/>. Default 20 hours.</summary>
    public TimeSpan Reminder { get; init; } = TimeSpan.FromHours(20);
}
