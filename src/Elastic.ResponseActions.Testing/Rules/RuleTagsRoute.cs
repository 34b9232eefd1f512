using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Wire;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Rules;

/// <summary>Lists the tags of all rules.</summary>
internal sealed class RuleTagsRoute(FakeWorld world) : RuleRoute(world, "GET", "/api/detection_engine/tags", writes: false)
{
    public override Work? Read(Call call, out string error)
    {
        error = "";
        return () =>
        {
            var tags = World.Rules.In(call.SpaceId).SelectMany(rule => rule.Members["tags"] as JsonArray ?? []).Select(tag => tag!.GetValue<string>());
            return new Answer(200, JsonSerializer.SerializeToUtf8Bytes([.. tags.Distinct().Order(StringComparer.Ordinal)], TreeJson.Relaxed.IReadOnlyListString));
        };
    }
}
