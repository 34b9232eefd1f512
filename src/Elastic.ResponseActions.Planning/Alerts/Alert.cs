using System.Diagnostics.CodeAnalysis;
using Elastic.ResponseActions.Alerts;
using Elastic.ResponseActions.Json;

namespace Elastic.ResponseActions;

/// <summary>A match and the fields that actions need, or a document read from Kibana's alerts index. Immutable; holds a copy of what it was read from.</summary>
public sealed record Alert
{
    /// <summary>The alert's id: <c>_id</c> in Kibana; for a local match SHA-256 over rule id and event ids, so a replay gives the same.</summary>
    public required string Id { get; init; }

    /// <summary>Where the alert comes from.</summary>
    public AlertOrigin Origin { get; init; }

    /// <summary>The rule's saved-object id (<c>kibana.alert.rule.uuid</c>).</summary>
    public string? RuleUuid { get; init; }

    /// <summary>The rule's name (<c>kibana.alert.rule.name</c>).</summary>
    public string? RuleName { get; init; }

    /// <summary>The spaces the alert belongs to (<c>kibana.space_ids</c>).</summary>
    public IReadOnlyList<string> SpaceIds { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>All fields of the document.</summary>
    public AlertFields Fields { get; init; } = AlertFields.Empty;

    /// <summary>The agent (<c>agent.id</c>); null where it is absent, empty or no text.</summary>
    public EndpointId? AgentId => Fields.Text("agent.id") is { Length: > 0 } id ? new EndpointId(id) : null;

    /// <summary>The agent's product (<c>agent.type</c>).</summary>
    public AgentType? AgentType => Fields.Text("agent.type") is { } type ? new AgentType(type) : null;

    /// <summary>The agent's name (<c>agent.name</c>).</summary>
    public string? AgentName => Fields.Text("agent.name");

    /// <summary>The host's id (<c>host.id</c>).</summary>
    public string? HostId => Fields.Text("host.id");

    /// <summary>The host's name (<c>host.name</c>).</summary>
    public string? HostName => Fields.Text("host.name");

    /// <summary>The host's operating system (<c>host.os.type</c>).</summary>
    public string? HostOsType => Fields.Text("host.os.type");

    /// <summary>The alert's time (<c>@timestamp</c>, as text or in epoch milliseconds). For an alert of Kibana this is when the alert was made.</summary>
    public DateTimeOffset? Timestamp => AlertTimes.Read(Fields, "@timestamp");

    /// <summary>When the event happened: <c>kibana.alert.original_time</c> where it is there, else <see cref="Timestamp"/>.</summary>
    public DateTimeOffset? EventTime => AlertTimes.Read(Fields, "kibana.alert.original_time") ?? Timestamp;

    /// <summary>Makes the alert of a local match.</summary>
    /// <param name="utf8Document">The event, one JSON object in UTF-8; at most 1 MiB and 64 levels. It is copied.</param>
    /// <param name="context">The rule and the events that matched.</param>
    /// <param name="alert">The alert.</param>
    /// <param name="error">Why there is none: malformed, a limit passed, or an identity field (agent, host, process) written twice. Nothing may be sent then.</param>
    public static bool TryRead(ReadOnlyMemory<byte> utf8Document, AlertContext context, [NotNullWhen(true)] out Alert? alert, out string error)
    {
        ArgumentNullException.ThrowIfNull(context);
        return AlertReader.TryReadLocal(utf8Document, context, out alert, out error);
    }

    /// <summary>Reads an alert document of Kibana's alerts index.</summary>
    /// <param name="utf8Document">The document (<c>_source</c>), one JSON object in UTF-8; at most 1 MiB and 64 levels. It is copied.</param>
    /// <param name="id">The document's <c>_id</c>; where null, <c>kibana.alert.uuid</c> is used.</param>
    /// <param name="alert">The alert.</param>
    /// <param name="error">Why there is none: malformed, a limit passed, no id, or an identity field written twice. Nothing may be sent then.</param>
    public static bool TryReadKibana(ReadOnlyMemory<byte> utf8Document, string? id, [NotNullWhen(true)] out Alert? alert, out string error) =>
        AlertReader.TryReadKibana(utf8Document, id, out alert, out error);

    /// <inheritdoc />
    public override string ToString() => $"alert '{Id}' of rule '{RuleName ?? RuleUuid}'";
}
