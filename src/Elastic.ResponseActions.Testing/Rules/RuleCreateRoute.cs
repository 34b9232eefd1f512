using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Texts;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Rules;

/// <summary>Creates a rule.</summary>
internal sealed class RuleCreateRoute(FakeWorld world) : RuleRoute(world, "POST", Root, writes: true)
{
    public override Work? Read(Call call, out string error)
    {
        if (ReadJson(call, out error) is not { } sent)
            return null;
        var body = RuleBody.Whole(sent, World.Version);
        error = body.Error("request body") ?? "";
        return error.Length == 0 ? () => Create(call, body) : null;
    }

    private Answer Create(Call call, RuleBody body)
    {
        body.Members.Remove("id");
        if (Text(body.Members, "rule_id") is { } ruleId && World.Rules.Find(call.SpaceId, null, ruleId) is not null)
            return Answer.EngineError(409, RuleTexts.Exists(ruleId), "A rule of that `rule_id` is there; replace or patch it.");
        return CheckActions(call, RuleWriteWay.Create, null, body.Members)
            ?? Show(World.Rules.Add(call.SpaceId, body.Members, call.User!.Name, call.Now));
    }
}
