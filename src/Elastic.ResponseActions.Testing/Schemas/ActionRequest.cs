using System.Text.Json;
using Elastic.ResponseActions.Testing.Routes;
using Elastic.ResponseActions.Testing.Texts;

namespace Elastic.ResponseActions.Testing.Schemas;

/// <summary>The body of a response action request, as its schema leaves it.</summary>
internal sealed record ActionRequest
{
    private const string Root = "request body";

    private static readonly string[] AgentTypes = ["endpoint", "sentinel_one", "crowdstrike", "microsoft_defender_endpoint"];

    public required IReadOnlyList<string> EndpointIds { get; init; }

    /// <summary>As sent: the schema fills nothing in, and a check between members sees it absent.</summary>
    public string? AgentType { get; init; }

    public IReadOnlyList<string>? AlertIds { get; init; }

    public string? Comment { get; init; }

    public JsonElement? Parameters { get; init; }

    public static ActionRequest? Read(byte[] body, CommandRoute command, out string error)
    {
        if (!TryParse(body, out var root))
        {
            error = KibanaTexts.BadJson;
            return null;
        }
        var reader = new ObjectReader(root, Root);
        var agentType = reader.OneOf("agent_type", AgentTypes);
        var endpointIds = reader.Texts("endpoint_ids", required: true);
        var alertIds = reader.Texts("alert_ids", required: false);
        reader.Texts("case_ids", required: false);
        var comment = reader.Text("comment");
        var parameters = reader.Any("parameters");
        if (reader.Error is null)
            reader.RefuseAs(ParameterSchema.Check(parameters, command.Parameters, $"{Root}.parameters"));
        reader.RefuseUnknownKeys();
        if (reader.Error is null && command == CommandRoute.KillProcess)
            CheckProcessName(reader, parameters, agentType);

        error = reader.Error ?? "";
        return reader.Error is not null ? null : new ActionRequest
        {
            AgentType = agentType,
            EndpointIds = endpointIds!,
            AlertIds = alertIds,
            Comment = comment,
            Parameters = parameters?.Clone(),
        };
    }

    // Between members, so it runs after each has been found right by itself; an agent type left out reads as JavaScript's `undefined`.
    private static void CheckProcessName(ObjectReader reader, JsonElement? parameters, string? agentType)
    {
        var isNamed = parameters?.TryGetProperty("process_name", out _) == true;
        if (isNamed && agentType != "sentinel_one")
            reader.Refuse($"[parameters.process_name]: is not valid with agent type of {agentType ?? "undefined"}");
        else if (!isNamed && agentType == "sentinel_one")
            reader.Refuse("[parameters.process_name]: missing parameter for agent type of sentinel_one");
    }

    private static bool TryParse(byte[] body, out JsonElement? root)
    {
        // No body reaches the schema as `null`.
        ReadOnlyMemory<byte> json = body.Length == 0 ? "null"u8.ToArray() : body;
        try
        {
            using var document = JsonDocument.Parse(json);
            root = document.RootElement.Clone();
            return true;
        }
        catch (JsonException)
        {
            root = null;
            return false;
        }
    }
}
