namespace Elastic.ResponseActions.Matching;

/// <summary>Rule type <c>new_terms</c>: a value, or a combination of values, that was not seen within the history window. Immutable.</summary>
public sealed record NewTermsCriteria : RuleCriteria
{
    /// <summary>
    /// One to three fields (<c>new_terms_fields</c>). An event without one of them does not count; of several values each combination
    /// is a term of its own.
    /// </summary>
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>How long a term stays known after it was last seen (<c>history_window_start</c>: <c>now-7d</c> is seven days). Null: for ever.</summary>
    public TimeSpan? HistoryWindow { get; init; }
}
