namespace Elastic.ResponseActions.Alerts;

/// <summary>One document that a feed found: an alert, or what is none.</summary>
internal sealed record FeedItem(string Id, DateTimeOffset? Timestamp)
{
    public Alert? Alert { get; init; }

    public UnreadableAlert? Unreadable { get; init; }
}
