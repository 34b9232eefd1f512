using System.Text.Json;
using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Rules;

/// <summary>
/// Changes the members that are sent; a list is replaced whole. In the 9.4 line a patch that does not mention <c>response_actions</c> counts as removing them
/// for the checks, though it leaves them; the newest line compares the rule before and after.
/// </summary>
internal sealed class RulePatchRoute(FakeWorld world) : RuleRoute(world, "PATCH", Root, writes: true)
{
    public override Work? Read(Call call, out string error)
    {
        if (ReadJson(call, out error) is not { } sent)
            return null;
        error = sent.ValueKind == JsonValueKind.Object ? "" : ZodTexts.Join("request body", [("", $"Expected object, received {ZodTexts.TypeOf(sent)}")]);
        return error.Length == 0 ? () => Patch(call, sent) : null;
    }

    private Answer Patch(Call call, JsonElement sent)
    {
        if (FindRule(call, Named(sent, "id"), Named(sent, "rule_id"), out var rule) is { } refused)
            return refused;
        var part = RuleBody.Part(sent, rule!.Type, World.Version);
        if (part.Error("request body") is { } error)
            return Answer.Error(400, error, "The request does not fit the schema of the route.");
        var members = rule.Copy();
        foreach (var (name, value) in part.Members)
            members[name] = value?.DeepClone();
        return CheckActions(call, RuleWriteWay.Patch, rule, World.Version.Has(KibanaFeature.Newest) ? members : part.Members)
            ?? Show(World.Rules.Replace(rule, RuleDefaults.Complete(members, World.Ids.NextUuid), call.User!.Name, call.Now));
    }

    private static string? Named(JsonElement sent, string name) => sent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
