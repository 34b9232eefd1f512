using System.Text.Json;
using Elastic.ResponseActions.Json;

namespace Elastic.ResponseActions;

/// <summary>
/// One action on one host: the command, its target, the alerts and the rule behind it, and why it is planned.
/// One with an <see cref="Error"/> is an action that Kibana would store as failed at once: it is never sent. Immutable; pure data.
/// </summary>
public sealed record PlannedAction
{
    // Kept as lists because a lone JsonElement has no equality by value.
    private readonly IReadOnlyList<JsonElement> _parameterValue = ValueList<JsonElement>.Empty;
    private readonly IReadOnlyList<JsonElement> _parameters = ValueList<JsonElement>.Empty;

    /// <summary>The command.</summary>
    public required ResponseActionCommand Command { get; init; }

    /// <summary>The agent that the alerts name, whether or not Kibana knows it.</summary>
    public required EndpointId Target { get; init; }

    /// <summary>The agents the request goes to: the target, or nobody where Kibana has no metadata of it. Never several in a plan.</summary>
    public IReadOnlyList<EndpointId> AgentIds { get; init => field = ValueList<EndpointId>.Of(value); } = ValueList<EndpointId>.Empty;

    /// <summary>The host's name as Kibana would store it; null where it would store none.</summary>
    public string? HostName { get; init; }

    /// <summary>The product on the target. A rule reaches <see cref="AgentType.Endpoint"/> only.</summary>
    public AgentType AgentType { get; init; } = AgentType.Endpoint;

    /// <summary>How the process is named: <c>pid</c>, <c>entity_id</c> or, by hand on SentinelOne, <c>process_name</c>; null for commands without a process, and where the alert has no such field.</summary>
    public string? ParameterName { get; init; }

    /// <summary>The process, exactly as the alert writes it. The guards check it; the planner does not.</summary>
    public JsonElement? ParameterValue
    {
        get => _parameterValue.Count == 0 ? null : _parameterValue[0];
        init => _parameterValue = ValueList<JsonElement>.Of(value is { } element ? [element] : []);
    }

    /// <summary>The alert field the process was looked for in; null for commands without a process.</summary>
    public string? ParameterField { get; init; }

    /// <summary>Whether the process's descendants go too.</summary>
    public bool KillDescendants { get; init; }

    /// <summary>The script, for <c>runscript</c> by a rule.</summary>
    public RunScript? Script { get; init; }

    /// <summary>The API's <c>parameters</c> of an action by hand that names no process; null where it has none.</summary>
    public JsonElement? Parameters
    {
        get => _parameters.Count == 0 ? null : _parameters[0];
        init => _parameters = ValueList<JsonElement>.Of(value is { } element ? [element] : []);
    }

    /// <summary>The file, for <c>upload</c>.</summary>
    public UploadedFile? Upload { get; init; }

    /// <summary>The alerts' ids in alert order, never de-duplicated.</summary>
    public IReadOnlyList<string> AlertIds { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>Where the alerts come from. Only <see cref="AlertOrigin.Kibana"/> ids may be sent.</summary>
    public AlertOrigin AlertOrigin { get; init; }

    /// <summary>The cases that get a note of the action.</summary>
    public IReadOnlyList<string> CaseIds { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>What each alert says of its host and process, in alert order; the guards compare it with what Kibana knows.</summary>
    public IReadOnlyList<AlertEvidence> Evidence { get; init => field = ValueList<AlertEvidence>.Of(value); } = ValueList<AlertEvidence>.Empty;

    /// <summary>The rule's stable id (<c>rule_id</c>); null for an action by hand.</summary>
    public string? RuleId { get; init; }

    /// <summary>The rule's saved-object id, from the first alert (<c>kibana.alert.rule.uuid</c>).</summary>
    public string? RuleUuid { get; init; }

    /// <summary>The rule's name, from the first alert.</summary>
    public string? RuleName { get; init; }

    /// <summary>The rule's tags; the policy may set modes by tag.</summary>
    public IReadOnlyList<string> RuleTags { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>The version of the rule that asked: SHA-256 over what the rule says, without who saved or ran it when. Null for an action by hand.</summary>
    public string? RuleVersion { get; init; }

    /// <summary>Who wrote and last changed the rule (<c>created_by</c>, <c>updated_by</c>), where the rule tells; for some hosts they cannot approve its actions.</summary>
    public IReadOnlyList<string> RuleAuthors { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>The response action's position in the rule, from 0.</summary>
    public int ActionIndex { get; init; }

    /// <summary>The Kibana space, from the first alert.</summary>
    public string SpaceId { get; init; } = "default";

    /// <summary>The remark that is stored with the action.</summary>
    public string? Comment { get; init; }

    /// <summary>Kibana's text of an action that fails at once; null for one that may be sent.</summary>
    public string? Error { get; init; }

    /// <summary>Why the action is planned, for people.</summary>
    public string Reason { get; init; } = "";

    /// <summary>When the newest of the events happened; null where no alert says, or for an action by hand.</summary>
    public DateTimeOffset? EventTime { get; init; }

    /// <summary>Names one call of a person; null for an action of a rule. Makes two calls by hand different from each other.</summary>
    public string? RequestId { get; init; }

    /// <summary>The isolation that the release timer takes back, see <see cref="AutoReleasePolicy"/>; null for every other action.</summary>
    public ActionKey? ReleaseOf { get; init; }

    /// <summary>True for a release by the release timer: neither a rule nor a person asked for it, the policy's <c>auto_release</c> did.</summary>
    public bool IsAutoRelease => ReleaseOf is not null;

    /// <summary>True for an action that a person asked for, neither a rule nor the release timer.</summary>
    public bool IsByHand => RequestId is not null && !IsAutoRelease;

    /// <inheritdoc />
    public override string ToString()
    {
        var process = ParameterName is null ? "" : $" {ParameterName} {ParameterValue}";
        var outcome = Error is null ? "" : $": {Error}";
        return $"{Command}{process} on '{Target}' ({HostName ?? "no name"}){outcome}";
    }
}
