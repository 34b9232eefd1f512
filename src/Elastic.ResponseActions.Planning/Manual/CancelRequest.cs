using System.Text.Json;
using Elastic.ResponseActions.Manual;

namespace Elastic.ResponseActions;

/// <summary>
/// Take an action back that its host has not answered (<c>cancel</c>; 9.2 Microsoft Defender, newest servers Elastic Defend). A successful
/// cancel says that the host took it up; whether the other action ended by it, only that action tells. Immutable.
/// </summary>
public sealed record CancelRequest() : ManualRequest(ResponseActionCommand.Cancel)
{
    private const int MaxActionIdChars = 50;

    /// <summary>Kibana's id of the action to take back, at most 50 characters (<c>id</c>). It has to be one on the same host.</summary>
    public required string ActionId { get; init; }

    /// <summary>Ends it also where it is under way (<c>force</c>; newest servers, Elastic Defend only).</summary>
    public bool Force { get; init; }

    private protected override void AddErrors(List<string> errors)
    {
        RequestLimits.Text(errors, "ActionId", ActionId, MaxActionIdChars);
        if (Force && AgentType != AgentType.Endpoint)
            errors.Add("Force is for agents of type `endpoint` only.");
    }

    private protected override void WriteParameters(Utf8JsonWriter json)
    {
        json.WriteString("id", ActionId);
        if (Force)
            json.WriteBoolean("force", true);
    }
}
