namespace Elastic.ResponseActions;

/// <summary>How far a feed is: from when on it looks, and which alerts of that time it has given out. Immutable.</summary>
public sealed record AlertFeedPosition
{
    /// <summary>The Kibana and space that it counts for, as <see cref="AlertFeed"/> names them. At another a feed does not start from it.</summary>
    public required string Source { get; init; }

    /// <summary>Alerts before this time are done with.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The newest <c>@timestamp</c> given out; null where there is none yet.</summary>
    public DateTimeOffset? Newest { get; init; }

    /// <summary>The ids given out with a <c>@timestamp</c> at or after <see cref="From"/>, each with that time.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Seen { get; init; } = new Dictionary<string, DateTimeOffset>();

    /// <summary>Time and count.</summary>
    public override string ToString() => $"{Source} from {From:O}, {Seen.Count} seen since";
}
