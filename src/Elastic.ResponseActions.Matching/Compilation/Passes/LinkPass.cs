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
        var programs = conditions.Select(condition => ProgramWriter.Write(condition, predicates)).ToArray();
        var wake = WakeTable.Build(conditions, predicates);
        return predicates.Build(programs, wake, indices);
    }
}
