using System.Buffers;
using System.Text.Json;
using Elastic.ResponseActions.Json;
using Elastic.ResponseActions.Manual;

namespace Elastic.ResponseActions;

/// <summary>
/// What a person asks of a host: one command with its parameters, whatever the host. A closed family, one child a command. Immutable;
/// pure data. Its values are checked against the API's limits by <see cref="Validate"/>, which every send calls first.
/// </summary>
public abstract record ManualRequest
{
    private protected ManualRequest(ResponseActionCommand command) => Command = command;

    /// <summary>The command.</summary>
    public ResponseActionCommand Command { get; }

    /// <summary>The product on the host (<c>agent_type</c>). Default: Elastic Defend; which others know the command is checked.</summary>
    public AgentType AgentType { get; init; } = AgentType.Endpoint;

    /// <summary>The remark that is stored with the action (<c>comment</c>), at most 29,000 characters. A mark that the action is found by again is put behind it.</summary>
    public string? Comment { get; init; }

    /// <summary>Ids of alerts that Kibana has (<c>alert_ids</c>), at most 50: it then lists the action as automated and writes to the cases that hold them.</summary>
    public IReadOnlyList<string> AlertIds { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>Ids of cases that get a note of the action (<c>case_ids</c>), at most 50.</summary>
    public IReadOnlyList<string> CaseIds { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>Names this call: the same name, command, parameters and host are sent once, however often they are asked for. Null: every call is another one.</summary>
    public string? RequestId { get; init; }

    /// <summary>Says what is wrong with this request, one sentence each; empty where nothing is. Nothing is asked of any server.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> errors = [];
        if (!CommandSupport.Has(Command, AgentType))
            errors.Add($"`{Command}` is not known to agents of type `{AgentType}`.");
        RequestLimits.Text(errors, "Comment", Comment, RequestLimits.MaxCommentChars, isRequired: false);
        RequestLimits.Text(errors, "RequestId", RequestId, RequestLimits.MaxIdChars, isRequired: false);
        RequestLimits.Ids(errors, "AlertIds", AlertIds);
        RequestLimits.Ids(errors, "CaseIds", CaseIds);
        AddErrors(errors);
        return errors;
    }

    /// <summary>Command and agent type; no foreign text.</summary>
    public sealed override string ToString() => $"{Command} ({AgentType})";

    /// <summary>The process, for commands that name one.</summary>
    internal virtual ProcessTarget? Process => null;

    internal virtual bool WithDescendants => false;

    /// <summary>The <c>parameters</c> as they go on the wire; null where the command has none or names a process.</summary>
    internal JsonElement? Parameters
    {
        get
        {
            var buffer = new ArrayBufferWriter<byte>();
            using (var json = new Utf8JsonWriter(buffer))
            {
                json.WriteStartObject();
                WriteParameters(json);
                json.WriteEndObject();
            }

            var parameters = JsonElement.Parse(buffer.WrittenSpan);
            return parameters.GetPropertyCount() == 0 ? null : parameters;
        }
    }

    private protected virtual void AddErrors(List<string> errors)
    {
    }

    private protected virtual void WriteParameters(Utf8JsonWriter json)
    {
    }
}
