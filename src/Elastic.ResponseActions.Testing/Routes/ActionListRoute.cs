using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Schemas;
using Elastic.ResponseActions.Testing.Texts;
using Elastic.ResponseActions.Testing.Wire;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Routes;

/// <summary>Lists actions, newest first.</summary>
internal sealed class ActionListRoute(FakeWorld world) : Route("GET", "/api/endpoint/action")
{
    // What one search of Elasticsearch can reach.
    private const int Window = 10_000;

    public override IReadOnlyList<FakePermission> AnyOf { get; } =
        [FakePermission.CanReadActionsLogManagement, FakePermission.CanAccessEndpointActionsLogManagement];

    public override Work? Read(Call call, out string error) =>
        ActionListQuery.Read(call.Query, world.Version, out error) is { } query ? () => List(call, query) : null;

    private Answer List(Call call, ActionListQuery query)
    {
        if (world.Actions.Count == 0)
            return Answer.Error(404, KibanaTexts.NoActionYet, "No action has been stored yet; Kibana answers 404 until the first one is.");
        if (!TryRange(query, call.Now, out var from, out var to))
            return Answer.Error(400, $"parse_exception: failed to parse date field [{query.StartDate ?? query.EndDate}]");

        var newest = call.Now - (call.Misbehaviours.Find(FakeMisbehaviour.ListsLate)?.By ?? TimeSpan.Zero);
        var inOrder = call.Misbehaviours.Include(FakeMisbehaviour.ListsOutOfOrder) ? world.Actions : world.Actions.Reverse();
        var found = inOrder.Where(action => action.StartedAt <= newest && world.Sees(action, call.SpaceId) && Fits(action, query, from, to));
        return query.Statuses is null ? BySearch(call, query, [.. found]) : ByStatus(call, query, found);
    }

    // The search pages, and reaches no further than its window.
    private Answer BySearch(Call call, ActionListQuery query, IReadOnlyList<FakeAction> found) =>
        Offset(query) + query.PageSize is var window && window > Window
            ? Answer.Error(400, KibanaTexts.WindowTooLarge(window))
            : Show(call, query, found);

    // A status is derived, so the newest actions are read whole, filtered, and paged afterwards.
    private Answer ByStatus(Call call, ActionListQuery query, IEnumerable<FakeAction> found) =>
        Show(call, query, [.. found.Take(Window).Where(action => query.Statuses!.Contains(ActionProgress.Of(action, call.Now).StatusIn(world.Version)))]);

    private Answer Show(Call call, ActionListQuery query, IReadOnlyList<FakeAction> found)
    {
        var view = new ActionView(world, call.Now);
        var offset = (int)Int128.Min(Offset(query), found.Count);
        var page = found.Skip(offset).Take((int)query.PageSize)
            .Select(action => view.Details(action, isRead: true, withOutputs: query.WithOutputs?.Contains(action.Id) ?? true));
        return Answer.Ok(new ActionListResponse
        {
            Page = query.Page,
            PageSize = query.PageSize,
            StartDate = query.StartDate,
            EndDate = query.EndDate,
            AgentTypes = query.AgentTypes,
            ElasticAgentIds = query.AgentIds,
            UserIds = query.UserIds,
            Commands = query.Commands,
            Statuses = query.Statuses,
            Data = [.. page],
            Total = found.Count,
        }, WireJson.Default.ActionListResponse);
    }

    private static Int128 Offset(ActionListQuery query) => (Int128)(query.Page - 1) * query.PageSize;

    private static bool Fits(FakeAction action, ActionListQuery query, DateTimeOffset from, DateTimeOffset to) =>
        action.StartedAt >= from && action.StartedAt <= to
        && (query.AgentIds is null || action.AgentIds.Any(query.AgentIds.Contains))
        && (query.AgentTypes is null || query.AgentTypes.Contains(action.AgentType.Name))
        && (query.Commands is null || query.Commands.Contains(action.Command))
        && (query.UserIds is null || query.UserIds.Contains(action.CreatedBy))
        && (query.Types is null || query.Types.Contains(TypeOf(action)));

    // Kibana looks for alert ids, not for a rule: an action by hand that names alerts counts as automated.
    private static string TypeOf(FakeAction action) => action.AlertIds.Count > 0 ? "automated" : "manual";

    private static bool TryRange(ActionListQuery query, DateTimeOffset now, out DateTimeOffset from, out DateTimeOffset to)
    {
        (from, to) = (DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        return (query.StartDate is null || DateMath.TryParse(query.StartDate, now, roundUp: false, out from))
            && (query.EndDate is null || DateMath.TryParse(query.EndDate, now, roundUp: true, out to));
    }
}
