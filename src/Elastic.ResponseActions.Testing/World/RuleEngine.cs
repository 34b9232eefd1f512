using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Testing.Faults;
using Elastic.ResponseActions.Testing.Texts;
using Elastic.ResponseActions.Testing.Wire;

namespace Elastic.ResponseActions.Testing.World;

/// <summary>How Kibana's rule engine submits one request: nothing is refused, an error is stored with the action instead.</summary>
internal static class RuleEngine
{
    // Created by nobody in particular: automated actions carry no user.
    private const string UserName = "unknown";

    /// <summary>What the planner needs to know of this Kibana to say what it will do.</summary>
    public static PlanningFacts FactsOf(FakeWorld world) => new()
    {
        License = world.License,
        Endpoints = world.Endpoints.InOrder.Select(host => host.AgentId).Select(world.Endpoints.FindWithMetadata).OfType<FakeEndpoint>()
            .ToDictionary(host => new EndpointId(host.AgentId), host => new EndpointMetadata { AgentId = new EndpointId(host.AgentId), HostName = host.Name }),
        Scripts = world.Scripts.ToDictionary(script => script.Id, script => new ScriptFacts(script.Name, script.RequiresInput)),
        AutomatesRunScript = world.Version.Has(KibanaFeature.EndpointRunScript),
        HonoursKillDescendants = world.Options.AllowsKillDescendants && world.Version.Has(KibanaFeature.KillDescendants),
    };

    /// <summary>Stores what the planner says Kibana stores, failed at once or sent. Null where the host cannot be seen in the space.</summary>
    public static FakeAction? Store(FakeWorld world, PlannedAction planned, Misbehaviours misbehaviours, DateTimeOffset now) => Submit(world, planned.Target.Value, new ActionDraft
    {
        Command = planned.Command.Name,
        CreatedBy = UserName,
        SpaceId = planned.SpaceId,
        At = now,
        Comment = planned.Comment,
        Parameters = Parameters(planned),
        AlertIds = planned.AlertIds,
        RuleId = planned.RuleUuid,
        RuleName = planned.RuleName,
        HostName = planned.HostName,
        Error = planned.Error,
        Misbehaviours = misbehaviours,
    });

    /// <summary>Stores one request as a test writes it down. Null where Kibana would throw and store nothing.</summary>
    public static FakeAction? Submit(FakeWorld world, FakeAutomatedAction request, DateTimeOffset now)
    {
        var asked = AgentSelection.WithDefend(world, [request.AgentId]);
        return Submit(world, request.AgentId, new ActionDraft
        {
            Command = request.Command,
            CreatedBy = UserName,
            SpaceId = request.SpaceId,
            At = now,
            Comment = KibanaTexts.CommentWithWarning(request.Comment, asked.Dropped),
            Parameters = request.Parameters,
            AlertIds = request.AlertIds,
            RuleId = request.RuleId,
            RuleName = request.RuleName,
            HostName = request.HostName,
            Error = FindError(world, asked, request),
        });
    }

    private static FakeAction? Submit(FakeWorld world, string agentId, ActionDraft draft)
    {
        var asked = AgentSelection.WithDefend(world, [agentId]);
        if (asked.Valid.Any(host => !world.Sees(host, draft.SpaceId)))
            return null;
        if (draft.Error is null && draft.Misbehaviours.Include(FakeMisbehaviour.FleetRefuses))
            draft = draft with { Error = KibanaTexts.FleetRefused(draft.Command, [agentId]) };
        var action = asked.NewAction(draft);
        world.Store(action);
        return action;
    }

    // The first that applies: a wrong host or licence hides an error of the request itself.
    private static string? FindError(FakeWorld world, AgentSelection asked, FakeAutomatedAction request) =>
        !world.License.Includes(LicenseLevel.Enterprise) ? KibanaTexts.NeedsEnterprise
        : asked.Valid.Count == 0 ? KibanaTexts.NoDefend
        : !IsAutomatable(world, request.Command) ? KibanaTexts.CommandNotSupported(request.Command)
        : request.Error;

    private static bool IsAutomatable(FakeWorld world, string command) => command switch
    {
        "isolate" => true,
        "kill-process" or "suspend-process" => world.Version.Has(KibanaFeature.AutomatedProcessActions),
        "runscript" => world.Version.Has(KibanaFeature.EndpointRunScript),
        _ => false,
    };

    private static JsonElement? Parameters(PlannedAction planned)
    {
        var parameters = new JsonObject();
        if (planned.ParameterName is { } name && planned.ParameterValue is { } value)
            parameters[name] = JsonNode.Parse(value.GetRawText());
        if (planned.KillDescendants)
            parameters["kill_descendants"] = JsonValue.Create(true);
        if (planned.Script is { } script)
        {
            parameters["scriptId"] = JsonValue.Create(script.ScriptId);
            if (script.ScriptInput is not null)
                parameters["scriptInput"] = JsonValue.Create(script.ScriptInput);
            if (script.TimeoutSeconds is { } seconds)
                parameters["timeout"] = JsonValue.Create(seconds);
        }
        return planned.Command.TargetsProcess || planned.Script is not null ? JsonSerializer.SerializeToElement(parameters, TreeJson.Relaxed.JsonObject) : null;
    }
}
