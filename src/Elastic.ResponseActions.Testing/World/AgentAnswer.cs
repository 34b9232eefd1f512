using Elastic.ResponseActions.Testing.Wire;
using Elastic.ResponseActions.Testing.World.Commands;

namespace Elastic.ResponseActions.Testing.World;

/// <summary>
/// What is stored about one agent of one action: the endpoint's response, or the Fleet document that says the agent never got that far.
/// </summary>
internal sealed record AgentAnswer
{
    /// <summary>The <c>@timestamp</c> of the document.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>True for an endpoint response; false for a Fleet document.</summary>
    public required bool FromEndpoint { get; init; }

    /// <summary>The <c>error.message</c> of the endpoint, or the <c>error</c> of Fleet.</summary>
    public string? Error { get; init; }

    /// <summary>Whether the error is there and says nothing, as some agents write it.</summary>
    public bool FailsWithoutReason { get; init; }

    public bool IsCanceled { get; init; }

    public ActionOutputBody? Output { get; init; }

    public FakeDownload? Download { get; init; }

    /// <summary>A Fleet acknowledgement without an error says only that the agent was reached.</summary>
    public bool Completes => FromEndpoint || Error is not null;

    public bool Succeeds => FromEndpoint && Error is null && !FailsWithoutReason && !IsCanceled;

    public string? ErrorText => Error is null || FailsWithoutReason ? null : $"{(FromEndpoint ? "Endpoint" : "Fleet")} action response error: {Error}";
}
