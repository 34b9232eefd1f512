using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Tool.Rules;

/// <summary>The rules of the input for planning and responding, sorted into those that can be used and those that cannot, each with its reason.</summary>
/// <param name="Checked">Every rule, in the order read.</param>
/// <param name="Rules">The rules that can be used, compiled.</param>
internal sealed record RuleCompilation(IReadOnlyList<CheckedRule> Checked, DetectionRuleSet Rules)
{
    public RuleSet Set => Rules.Compiled;

    /// <summary>The rules of <see cref="Set"/>, at the same positions, then those that need several events.</summary>
    public IReadOnlyList<DetectionRule> Usable => Rules.Rules;

    /// <param name="input">The rules.</param>
    /// <param name="baseQuery">Take the base query of rule types that need more than one event.</param>
    /// <param name="options">How to compile.</param>
    public static RuleCompilation Of(RuleInput input, bool baseQuery, RuleSetOptions options)
    {
        DetectionRuleSet? usable = null;
        var rules = RuleChecks.Of(input, sound =>
        {
            DetectionRuleSet.TryCompile(sound, options, out usable, out var errors, baseQuery, input.Exceptions);
            return errors;
        });
        return new RuleCompilation(rules, usable!);
    }
}
