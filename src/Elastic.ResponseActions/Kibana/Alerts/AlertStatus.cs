namespace Elastic.ResponseActions;

/// <summary>Where people are with an alert (<c>kibana.alert.workflow_status</c>). Open: a value this version does not know is kept as it is. Immutable.</summary>
/// <param name="Name">The API's name.</param>
public readonly record struct AlertStatus(string Name)
{
    /// <summary>Nobody has looked at it (<c>open</c>).</summary>
    public static AlertStatus Open { get; } = new("open");

    /// <summary>Somebody works on it (<c>acknowledged</c>).</summary>
    public static AlertStatus Acknowledged { get; } = new("acknowledged");

    /// <summary>It is done (<c>closed</c>).</summary>
    public static AlertStatus Closed { get; } = new("closed");

    /// <summary>The API's name.</summary>
    public override string ToString() => Name ?? "";
}
