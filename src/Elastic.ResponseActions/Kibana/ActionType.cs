namespace Elastic.ResponseActions;

/// <summary>How an action counts in Kibana's list (<c>types</c>). Open. Immutable.</summary>
/// <param name="Name">The API's name.</param>
public readonly record struct ActionType(string Name)
{
    /// <summary>Sent with alert ids, by a rule or by hand.</summary>
    public static ActionType Automated { get; } = new("automated");

    /// <summary>Sent without alert ids.</summary>
    public static ActionType Manual { get; } = new("manual");

    /// <summary>The API's name.</summary>
    public override string ToString() => Name ?? "";
}
