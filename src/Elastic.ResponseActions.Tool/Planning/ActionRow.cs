using System.Text.Json;
using Elastic.ResponseActions.Tool.Output;

namespace Elastic.ResponseActions.Tool.Planning;

/// <summary>One planned action as it is printed: what, where, why, what the guards said, and, after a run, how it ended.</summary>
internal sealed record ActionRow(PlannedAction Action, GuardReview Review)
{
    /// <summary>How it ended or stands; null in a plan.</summary>
    public ActionOutcome? Outcome { get; init; }

    /// <summary>Kibana's id of the action; null where it was not sent.</summary>
    public string? ActionId { get; init; }

    /// <summary>The name of the verdict in the output.</summary>
    public string Verdict => Review.Verdict switch
    {
        GuardVerdict.Approved => "approved",
        GuardVerdict.WouldSend => "would-send",
        GuardVerdict.Held => "held",
        GuardVerdict.Refused => "refused",
        _ => "needs-kibana",
    };

    /// <summary>The name of the outcome in the output; the verdict's in a plan.</summary>
    public string End => Outcome is { } outcome ? OutcomeNames.Of(outcome.Kind) : Verdict;

    /// <summary>The process or script, for people.</summary>
    public string Subject => Action switch
    {
        { ParameterName: { } name, ParameterValue: { } value } => $"{name} {value}",
        { Script.ScriptId: { } script } => $"script {script}",
        _ => "",
    };

    public string Host => string.IsNullOrEmpty(Action.HostName) ? Action.Target.Value : Action.HostName;

    public void WriteMembers(Utf8JsonWriter json)
    {
        WriteAction(json);
        json.WriteString("verdict", Verdict);
        json.WriteString("guard", Review.Guard);
        json.WriteString("reason", Review.Reason);
        json.WriteIfPresent("action_id", ActionId);
        if (Outcome is not { } outcome)
            return;

        json.WriteString("outcome", End);
        json.WriteString("outcome_reason", outcome.Reason);
        json.WriteIfPresent("code", outcome.Code);
        if (outcome.AlreadySo)
            json.WriteBoolean("already_so", true);
    }

    private void WriteAction(Utf8JsonWriter json)
    {
        json.WriteString("rule_id", Action.RuleId);
        json.WriteString("rule_name", Action.RuleName);
        json.WriteNumber("action_index", Action.ActionIndex);
        json.WriteString("command", Action.Command.Name);
        json.WriteString("agent_id", Action.Target.Value);
        json.WriteIfPresent("host_name", Action.HostName);
        if (Action is { ParameterName: { } name, ParameterValue: { } value })
        {
            json.WriteStartObject("parameters");
            json.WritePropertyName(name);
            value.WriteTo(json);
            json.WriteEndObject();
        }

        json.WriteIfPresent("script_id", Action.Script?.ScriptId);
        json.WriteTexts("alert_ids", Action.AlertIds);
        json.WriteIfPresent("why", Action.Reason);
        json.WriteIfPresent("error", Action.Error);
    }
}
