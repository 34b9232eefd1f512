namespace Elastic.ResponseActions.Matching;

/// <summary>A group of alerts of which only the first was reported.</summary>
public sealed record SuppressionGroup
{
    /// <summary>The values of each field of <see cref="AlertSuppression.GroupBy"/>, or of the threshold's fields; empty where the field is missing.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Terms { get; init; }

    /// <summary>How many alerts were suppressed since the reported one (<c>kibana.alert.suppression.docs_count</c>).</summary>
    public required int Suppressed { get; init; }

    /// <summary>When the reported alert happened, in the events' own time.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>When the last alert of the group happened.</summary>
    public required DateTimeOffset End { get; init; }
}
