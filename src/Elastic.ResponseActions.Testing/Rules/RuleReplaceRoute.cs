using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Rules;

/// <summary>Replaces a rule: what the body leaves out returns to its default.</summary>
internal sealed class RuleReplaceRoute(FakeWorld world) : RuleRoute(world, "PUT", Root, writes: true)
{
    public override Work? Read(Call call, out string error)
    {
        if (ReadJson(call, out error) is not { } sent)
            return null;
        var body = RuleBody.Whole(sent, World.Version);
        error = body.Error("request body") ?? "";
        return error.Length == 0 ? () => Replace(call, body) : null;
    }

    private Answer Replace(Call call, RuleBody body)
    {
        if (FindRule(call, Text(body.Members, "id"), Text(body.Members, "rule_id"), out var rule) is { } refused)
            return refused;
        return CheckActions(call, RuleWriteWay.Replace, rule, body.Members)
            ?? Show(World.Rules.Replace(rule!, RuleDefaults.Complete(body.Members, World.Ids.NextUuid), call.User!.Name, call.Now));
    }
}
