namespace Elastic.ResponseActions;

/// <summary>The alerts that a search found. Immutable.</summary>
public sealed record AlertPage
{
    /// <summary>The alerts, in the order of the search.</summary>
    public IReadOnlyList<Alert> Alerts { get; init; } = [];

    /// <summary>Documents that are no safe alert, each with the reason. Nothing may be sent for them, and they are not silently left out.</summary>
    public IReadOnlyList<UnreadableAlert> Unreadable { get; init; } = [];

    /// <summary>How many alerts fit the search (<c>hits.total.value</c>); a lower bound where Elasticsearch stopped counting.</summary>
    public long Total { get; init; }

    /// <summary>The counts.</summary>
    public override string ToString() => $"{Alerts.Count} of {Total} alerts, {Unreadable.Count} unreadable";
}

/// <summary>A document of the alerts index that is no safe alert. Immutable.</summary>
/// <param name="Id">The document's <c>_id</c>.</param>
/// <param name="Timestamp">Its <c>@timestamp</c>; null where it has none that can be read.</param>
/// <param name="Reason">What is wrong with it.</param>
public sealed record UnreadableAlert(string Id, DateTimeOffset? Timestamp, string Reason);
