using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Matching.Compilation;
using Elastic.ResponseActions.Matching.Compilation.Passes;

namespace Elastic.ResponseActions.Benchmarks.Rules;

/// <summary>A rule's criteria as the compiler has them before all rules become one program.</summary>
internal static class RuleConditions
{
    public static Condition Of(RuleQuery rule, RuleSetOptions options, FieldScope fields)
    {
        var resolved = new ResolvePass(fields).Run(ParsePass.Run(rule, options));
        return GroupValuesPass.Run(SimplifyPass.Run(resolved));
    }
}
