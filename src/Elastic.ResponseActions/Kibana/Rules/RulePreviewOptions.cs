namespace Elastic.ResponseActions;

/// <summary>How a rule is previewed. Immutable.</summary>
public sealed record RulePreviewOptions
{
    /// <summary>The end of the last run's time frame (<c>timeframeEnd</c>).</summary>
    public required DateTimeOffset TimeframeEnd { get; init; }

    /// <summary>How many runs are played, each an interval before the next (<c>invocationCount</c>); at least 1. Default 1.</summary>
    public int InvocationCount { get; init; } = 1;

    /// <summary>Shows the searches that the runs would make (<c>enable_logged_requests</c>).</summary>
    public bool EnableLoggedRequests { get; init; }

    /// <summary>
    /// Leaves the rule's response actions in the body. <b>Servers before the patches of mid-2026 then really isolate hosts and kill processes during a
    /// preview.</b> Default: false, and the body has no response actions.
    /// </summary>
    public bool SendResponseActionsForReal { get; init; }
}
