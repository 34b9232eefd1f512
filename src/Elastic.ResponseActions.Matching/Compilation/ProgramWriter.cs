using Elastic.ResponseActions.Matching.Execution;

namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>Writes a grouped condition as a flat program: conditions already decided while reading first, costly ones last.</summary>
internal static class ProgramWriter
{
    /// <param name="condition">The rule's condition.</param>
    /// <param name="rule">The rule's number.</param>
    /// <param name="predicates">Where predicates get their numbers.</param>
    /// <param name="proven">Conditions at the top that hold whenever the program is run; they are left out.</param>
    public static RuleProgram Write(Condition condition, int rule, PredicateTable predicates, IReadOnlySet<ValuesDraft>? proven)
    {
        var code = new List<int>();
        if (proven is { Count: > 0 })
            condition = Without(condition, proven);
        Write(condition, rule, predicates, code);
        return new RuleProgram([.. code]);
    }

    private static Condition Without(Condition condition, IReadOnlySet<ValuesDraft> proven)
    {
        if (condition is not AllOf all)
            return Always.True;   // the only condition there is

        Condition[] rest = [.. all.Conditions.Where(c => !(c is Holds { Predicate: ValuesDraft values } && proven.Contains(values)))];
        return rest.Length switch
        {
            0 => Always.True,
            1 => rest[0],
            _ => new AllOf(rest),
        };
    }

    private static void Write(Condition condition, int rule, PredicateTable predicates, List<int> code)
    {
        switch (condition)
        {
            case Always:
                code.Add(RuleProgram.MatchAll);   // a rule that is never true does not come here
                break;

            case AllOf all:
                WriteOperator(RuleProgram.And, all.Conditions, rule, predicates, code);
                break;

            case AnyOf any:
                WriteOperator(RuleProgram.Or, any.Conditions, rule, predicates, code);
                break;

            case Not { Condition: Holds holds }:
                code.Add(~predicates.IdOf(holds.Predicate, rule));
                break;

            case Holds holds:
                code.Add(predicates.IdOf(holds.Predicate, rule));
                break;

            default:
                throw new InvalidOperationException($"{condition.GetType().Name} is not in the form that SimplifyPass leaves.");
        }
    }

    private static void WriteOperator(int operation, IReadOnlyList<Condition> operands, int rule, PredicateTable predicates, List<int> code)
    {
        code.Add(operation);
        var end = code.Count;
        code.Add(0);
        for (var cost = 0; cost <= MaxCost; cost++)
        {
            for (var i = 0; i < operands.Count; i++)
            {
                if (Cost(operands[i]) == cost)
                    Write(operands[i], rule, predicates, code);
            }
        }

        code[end] = code.Count;
    }

    private const int MaxCost = 4;

    private static int Cost(Condition condition) => condition switch
    {
        Holds { Predicate: ValuesDraft or ExistsDraft or WordsDraft or PatternDraft } => 0,
        Not { Condition: Holds { Predicate: ValuesDraft or ExistsDraft or WordsDraft or PatternDraft } } => 1,
        Holds { Predicate: NestedDraft or SharedDraft } or Not { Condition: Holds { Predicate: NestedDraft or SharedDraft } } => MaxCost,
        Holds or Not => 2,
        _ => 3,
    };
}
