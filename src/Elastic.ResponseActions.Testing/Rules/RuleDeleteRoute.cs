using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Rules;

/// <summary>Deletes a rule and shows it once more.</summary>
internal sealed class RuleDeleteRoute(FakeWorld world) : RuleRoute(world, "DELETE", Root, writes: true)
{
    public override Work? Read(Call call, out string error)
    {
        error = "";
        return () => Delete(call);
    }

    private Answer Delete(Call call)
    {
        if (FindRule(call, Query(call, "id"), Query(call, "rule_id"), out var rule) is { } refused)
            return refused;
        World.Rules.Remove(rule!);
        return Show(rule!);
    }
}
