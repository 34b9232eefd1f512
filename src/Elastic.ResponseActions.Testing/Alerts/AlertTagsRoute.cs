using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Rules;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Alerts;

/// <summary>Adds tags to alerts and takes others away.</summary>
internal sealed class AlertTagsRoute(FakeWorld world) : AlertRoute(world, "/api/detection_engine/signals/tags")
{
    protected override void Check(JsonElement body, List<(string Path, string Problem)> problems)
    {
        Require(body, "ids", new FieldKind.ListKind(FieldKind.FilledText, Least: 1), problems);
        Require(body, "tags", FieldKind.Object, problems);
        if (problems.Count > 0)
            return;
        var tags = body.GetProperty("tags");
        foreach (var name in (string[])["tags_to_add", "tags_to_remove"])
        {
            if (tags.TryGetProperty(name, out var list))
                problems.AddRange(FieldKind.Texts.Check(list, $"tags.{name}"));
            else
                problems.Add(($"tags.{name}", ZodTexts.Required));
        }
    }

    protected override Answer Run(Call call, JsonElement body)
    {
        var ids = Texts(body.GetProperty("ids")).ToHashSet();
        string[] added = [.. Texts(body.GetProperty("tags").GetProperty("tags_to_add"))], removed = [.. Texts(body.GetProperty("tags").GetProperty("tags_to_remove"))];
        if (added.Intersect(removed).ToArray() is { Length: > 0 } both)
            return Answer.EngineErrors(400, [$"Duplicate tags [\"{string.Join("\",\"", both)}\"] were found in the tags_to_add and tags_to_remove parameters."]);
        StoredAlert[] meant = [.. World.Alerts.In(call.SpaceId).Where(alert => ids.Contains(alert.Id))];
        foreach (var alert in meant)
        {
            var now = (alert.List("kibana.alert.workflow_tags") ?? []).Select(tag => tag!.GetValue<string>());
            alert.Set("kibana.alert.workflow_tags", new JsonArray([.. now.Union(added).Except(removed).Select(tag => (JsonNode)JsonValue.Create(tag))]));
        }
        return AlertUpdates.Of(meant.Length);
    }
}
