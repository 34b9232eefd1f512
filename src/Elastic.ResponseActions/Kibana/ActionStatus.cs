namespace Elastic.ResponseActions;

/// <summary>What Kibana says of a sent action (<c>status</c>). Open: a value this version does not know is kept as it is. Immutable.</summary>
/// <param name="Name">The API's name.</param>
public readonly record struct ActionStatus(string Name)
{
    /// <summary>Not every agent has answered.</summary>
    public static ActionStatus Pending { get; } = new("pending");

    /// <summary>Every agent answered, and none failed.</summary>
    public static ActionStatus Successful { get; } = new("successful");

    /// <summary>An agent failed, the request failed, or the action expired.</summary>
    public static ActionStatus Failed { get; } = new("failed");

    /// <summary>An agent reports a cancellation (newest servers).</summary>
    public static ActionStatus Canceled { get; } = new("canceled");

    /// <summary>The API's name.</summary>
    public override string ToString() => Name ?? "";
}
