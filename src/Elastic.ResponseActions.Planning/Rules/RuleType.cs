namespace Elastic.ResponseActions;

/// <summary>The kind of a detection rule; mirrors <c>type</c>. Open: any name is kept.</summary>
/// <param name="Name">The name on the wire, for example <c>query</c>.</param>
public readonly record struct RuleType(string Name)
{
    /// <summary>A query over single events (<c>query</c>).</summary>
    public static RuleType Query { get; } = new("query");

    /// <summary>A query stored in Kibana (<c>saved_query</c>).</summary>
    public static RuleType SavedQuery { get; } = new("saved_query");

    /// <summary>Event Query Language: single events and sequences (<c>eql</c>).</summary>
    public static RuleType Eql { get; } = new("eql");

    /// <summary>ES|QL (<c>esql</c>).</summary>
    public static RuleType Esql { get; } = new("esql");

    /// <summary>A count over groups of events (<c>threshold</c>).</summary>
    public static RuleType Threshold { get; } = new("threshold");

    /// <summary>Events that match threat indicators (<c>threat_match</c>).</summary>
    public static RuleType ThreatMatch { get; } = new("threat_match");

    /// <summary>Anomalies that a machine-learning job found (<c>machine_learning</c>).</summary>
    public static RuleType MachineLearning { get; } = new("machine_learning");

    /// <summary>Values not seen before (<c>new_terms</c>).</summary>
    public static RuleType NewTerms { get; } = new("new_terms");

    /// <inheritdoc />
    public override string ToString() => Name ?? "";
}
