using Elastic.ResponseActions.Matching.Execution;

namespace Elastic.ResponseActions.Matching.Compilation.Passes;

/// <summary>
/// Makes one shared program of all conditions: numbers their predicates, files each condition under what wakes it, writes the programs.
/// In: the conditions, each with the rule whose index patterns it obeys. Out: what a matcher runs.
/// </summary>
internal static class LinkPass
{
    public static CompiledRules Run(IReadOnlyList<RuleQuery> rules, IReadOnlyList<Condition> conditions, RuleSetOptions options, PredicateTable predicates)
    {
        var indices = IndexPatternPass.Run(rules, options, predicates);
        var classes = ClassPlan.Of(conditions);
        var programs = new RuleProgram[conditions.Count];
        for (var rule = 0; rule < programs.Length; rule++)
            programs[rule] = ProgramWriter.Write(conditions[rule], rule, predicates, classes.ProvenOf(rule));
        var table = classes.Build(predicates);
        var wake = WakeTable.Build(conditions, predicates, classes);
        return predicates.Build(programs, wake, table, indices);
    }
}
