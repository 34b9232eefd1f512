using System.Text.Json;
using Elastic.ResponseActions.Json;

namespace Elastic.ResponseActions;

/// <summary>An <c>.endpoint</c> action with a command that rules cannot automate, or without one. Kept as it is; never planned.</summary>
public sealed record UnknownEndpointAction : EndpointResponseAction
{
    private readonly ResponseActionCommand? _command;

    /// <summary>Creates the action.</summary>
    /// <param name="command">The command; null for none.</param>
    public UnknownEndpointAction(ResponseActionCommand? command) => _command = command;

    internal UnknownEndpointAction(JsonMembers action, JsonMembers parameters)
        : base(action, parameters) => _command = parameters.Text("command") is { } name ? new ResponseActionCommand(name) : null;

    /// <inheritdoc />
    public override ResponseActionCommand? Command => _command;
}

/// <summary>A response action of a kind this library does not know. Kept as it is; never planned.</summary>
public sealed record UnknownResponseAction : RuleResponseAction
{
    private readonly string _actionTypeId;

    /// <summary>Creates the action.</summary>
    /// <param name="actionTypeId">The kind on the wire.</param>
    public UnknownResponseAction(string actionTypeId)
    {
        ArgumentNullException.ThrowIfNull(actionTypeId);
        _actionTypeId = actionTypeId;
    }

    internal UnknownResponseAction(JsonMembers action)
        : base(action, null) => _actionTypeId = action.RequiredText("action_type_id");

    /// <inheritdoc />
    public override string ActionTypeId => _actionTypeId;

    /// <summary>The action's <c>params</c> as they were read; null for an action made in code.</summary>
    public JsonElement? Parameters => Origin.Find("params");

    /// <inheritdoc />
    public override string ToString() => ActionTypeId;

    private protected override bool ModelsParameters => false;

    internal override void DescribeParameters(MemberImage parameters)
    {
    }
}
