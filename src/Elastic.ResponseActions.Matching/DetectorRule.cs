namespace Elastic.ResponseActions.Matching;

/// <summary>
/// One detection rule as a detector sees it: its query, what turns matches into alerts, and how its alerts are suppressed.
/// An EQL query may be a sequence or a sample. Immutable; share it between threads.
/// </summary>
public sealed record DetectorRule
{
    /// <summary>The rule's query; where <see cref="Criteria"/> is set, its base query. Its <see cref="RuleQuery.RuleId"/> is unique within a detector set.</summary>
    public required RuleQuery Query { get; init; }

    /// <summary>What more than one event has to fulfil (rule types <c>threshold</c>, <c>new_terms</c>, <c>threat_match</c>); null for rules of type <c>query</c> and <c>eql</c>.</summary>
    public RuleCriteria? Criteria { get; init; }

    /// <summary>How alerts are grouped and suppressed (<c>alert_suppression</c>); null: every alert is reported.</summary>
    public AlertSuppression? Suppression { get; init; }

    /// <summary>
    /// The field that says when an event happened (<c>timestamp_override</c>); an event without it is taken by <c>@timestamp</c>.
    /// Null: <c>@timestamp</c>. EQL sequences are ordered by <see cref="RuleQuery.TimestampField"/> instead.
    /// </summary>
    public string? TimestampOverride { get; init; }

    /// <summary>
    /// How far back a run of the rule looks (<c>from</c>: <c>now-9m</c> is nine minutes); events further apart than this are never
    /// counted or joined together. Null: no limit.
    /// </summary>
    public TimeSpan? LookBack { get; init; }

    /// <summary>
    /// How often the rule runs (<c>interval</c>). Detection does not wait for runs; the interval says what only runs can say: how long a
    /// threshold group that alerted rests, how long suppression "per rule execution" lasts, and when samples and <c>| tail</c> are told.
    /// Null: the whole stream is one run, which ends with <see cref="RuleDetector.Complete"/>.
    /// </summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>
    /// The same rule for a stream that is one run of it: no event is too old to be joined or counted with others, no group rests, no alert is suppressed,
    /// and a term that was seen once stays known. The run ends with <see cref="RuleDetector.Complete"/>.
    /// </summary>
    public DetectorRule AsOneRun() => this with
    {
        LookBack = null,
        Interval = null,
        Suppression = null,

        // Without a window terms are not looked at in the order of time, and of two events with a new one the later could be told.
        Criteria = Criteria is NewTermsCriteria newTerms ? newTerms with { HistoryWindow = TimeSpan.MaxValue } : Criteria,
    };

    /// <inheritdoc />
    public override string ToString() => Query.ToString();
}
