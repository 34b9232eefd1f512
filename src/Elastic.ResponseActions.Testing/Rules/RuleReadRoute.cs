using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Rules;

/// <summary>Reads one rule.</summary>
internal sealed class RuleReadRoute(FakeWorld world) : RuleRoute(world, "GET", Root, writes: false)
{
    public override Work? Read(Call call, out string error)
    {
        error = "";
        return () => FindRule(call, Query(call, "id"), Query(call, "rule_id"), out var rule) ?? Show(rule!);
    }
}
