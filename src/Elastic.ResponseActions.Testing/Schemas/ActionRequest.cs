using System.Text.Json;
using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Routes;
using Elastic.ResponseActions.Testing.Texts;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Schemas;

/// <summary>The body of a response action request, as its schema leaves it.</summary>
internal sealed record ActionRequest
{
    private const string Root = "request body";

    private static readonly string[] AgentTypes = ["endpoint", "sentinel_one", "crowdstrike", "microsoft_defender_endpoint"];

    // What a form sends as plain text; its other fields are JSON.
    private static readonly string[] PlainFields = ["comment", "agent_type"];

    public required IReadOnlyList<string> EndpointIds { get; init; }

    /// <summary>As sent: the schema fills nothing in, and a check between members sees it absent.</summary>
    public string? AgentType { get; init; }

    public IReadOnlyList<string>? AlertIds { get; init; }

    public IReadOnlyList<string>? CaseIds { get; init; }

    public string? Comment { get; init; }

    public JsonElement? Parameters { get; init; }

    /// <summary>The file of an upload.</summary>
    public FormFile? File { get; init; }

    public static ActionRequest? Read(Call call, CommandRoute command, FakeWorld world, out string error)
    {
        var isUpload = command.Command == "upload";
        var root = default(JsonElement);
        if (isUpload)
        {
            root = JsonBody.FromForm(call.Form!, PlainFields);
        }
        else if (!JsonBody.TryParse(call.Body!, out root))
        {
            error = KibanaTexts.BadJson;
            return null;
        }
        var reader = new ObjectReader(root, Root) { HasUpperBounds = world.Version.Has(KibanaFeature.Newest) };
        var agentType = reader.OneOf("agent_type", AgentTypes);
        var endpointIds = reader.Texts("endpoint_ids", required: true, most: 250);
        var alertIds = reader.Texts("alert_ids", required: false, most: 50);
        var caseIds = reader.Texts("case_ids", required: false, most: 50);
        var comment = reader.Text("comment", most: 30_000);
        var parameters = reader.Any("parameters");
        if (reader.Error is null && !(parameters is null && CommandParameters.AreOptional(command.Command)))
            reader.RefuseAs(new CommandParameters(world.Version, world.Options.AllowsKillDescendants).For(command.Command, agentType).Check(parameters, $"{Root}.parameters"));
        if (isUpload && call.Form!.File("file") is null)
            reader.RefuseAs(SchemaTexts.At($"{Root}.file", "expected value of type [Stream] but got [undefined]"));
        reader.RefuseUnknownKeys();
        if (reader.Error is null && CommandParameters.CheckTogether(command.Command, parameters, agentType) is { } problem)
            reader.Refuse(problem);

        error = reader.Error ?? "";
        return reader.Error is not null ? null : new ActionRequest
        {
            AgentType = agentType,
            EndpointIds = endpointIds!,
            AlertIds = alertIds,
            CaseIds = caseIds,
            Comment = comment,
            Parameters = parameters?.Clone(),
            File = isUpload ? call.Form!.File("file") : null,
        };
    }
}
