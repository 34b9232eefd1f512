using Elastic.ResponseActions.Matching.Execution;

namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>Writes a grouped condition as a flat program: conditions already decided while reading first, costly ones last.</summary>
internal static class ProgramWriter
{
    public static RuleProgram Write(Condition condition, PredicateTable predicates)
    {
        var code = new List<int>();
        Write(condition, predicates, code);
        return new RuleProgram([.. code]);
    }

    private static void Write(Condition condition, PredicateTable predicates, List<int> code)
    {
        switch (condition)
        {
            case Always:
                code.Add(RuleProgram.MatchAll);   // a rule that is never true does not come here
                break;

            case AllOf all:
                WriteOperator(RuleProgram.And, all.Conditions, predicates, code);
                break;

            case AnyOf any:
                WriteOperator(RuleProgram.Or, any.Conditions, predicates, code);
                break;

            case Not { Condition: Holds holds }:
                code.Add(~predicates.IdOf(holds.Predicate));
                break;

            case Holds holds:
                code.Add(predicates.IdOf(holds.Predicate));
                break;

            default:
                throw new InvalidOperationException($"{condition.GetType().Name} is not in the form that SimplifyPass leaves.");
        }
    }

    private static void WriteOperator(int operation, IReadOnlyList<Condition> operands, PredicateTable predicates, List<int> code)
    {
        code.Add(operation);
        var end = code.Count;
        code.Add(0);
        foreach (var operand in operands.OrderBy(Cost))
            Write(operand, predicates, code);
        code[end] = code.Count;
    }

    private static int Cost(Condition condition) => condition switch
    {
        Holds { Predicate: ExistsDraft or TermDraft or WordsDraft or PatternDraft } => 0,
        Not { Condition: Holds { Predicate: ExistsDraft or TermDraft or WordsDraft or PatternDraft } } => 0,
        Holds { Predicate: NestedDraft } or Not { Condition: Holds { Predicate: NestedDraft } } => 3,
        Holds or Not => 1,
        _ => 2,
    };
}
