namespace Elastic.ResponseActions;

/// <summary>Names one endpoint: the <c>agent.id</c> of its Elastic Agent, compared exactly.</summary>
/// <param name="Value">The agent id text.</param>
public readonly record struct EndpointId(string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value ?? "";
}
