using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Rules;
using Elastic.ResponseActions.Testing.Search;
using Elastic.ResponseActions.Testing.Wire;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Alerts;

/// <summary>Opens, acknowledges or closes alerts, by id or by query.</summary>
internal sealed class AlertStatusRoute(FakeWorld world) : AlertRoute(world, "/api/detection_engine/signals/status")
{
    protected override void Check(JsonElement body, List<(string Path, string Problem)> problems)
    {
        Require(body, "status", new FieldKind.LiteralKind("open", "closed", "acknowledged", "in-progress"), problems);
        if (body.TryGetProperty("signal_ids", out var ids))
            problems.AddRange(new FieldKind.ListKind(FieldKind.FilledText, Least: 1).Check(ids, "signal_ids"));
        else
            Require(body, "query", FieldKind.Object, problems);
        if (body.TryGetProperty("conflicts", out var conflicts))
            problems.AddRange(new FieldKind.LiteralKind("abort", "proceed").Check(conflicts, "conflicts"));
    }

    protected override Answer Run(Call call, JsonElement body)
    {
        var status = body.GetProperty("status").GetString()!;
        Func<StoredAlert, bool> isMeant = body.TryGetProperty("signal_ids", out var ids)
            ? Texts(ids).ToHashSet() is var wanted ? alert => wanted.Contains(alert.Id) : _ => false
            : QueryDsl.Compile(body.GetProperty("query"), call.Now);
        StoredAlert[] meant = [.. World.Alerts.In(call.SpaceId).Where(isMeant)];
        foreach (var alert in meant)
        {
            alert.Set("kibana.alert.workflow_status", JsonValue.Create(status == "in-progress" ? "acknowledged" : status));
            alert.Set("kibana.alert.workflow_status_updated_at", JsonValue.Create(WireJson.Date(call.Now)));
        }
        return AlertUpdates.Of(meant.Length);
    }
}
