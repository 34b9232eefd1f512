namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>
/// Runs rule programs over what was read of one event. Three-valued: an unknown operand decides nothing, and the answer is
/// unknown only where the known operands leave it open.
/// </summary>
internal ref struct RuleEvaluator(PredicateEvaluator predicates)
{
    private readonly PredicateEvaluator _predicates = predicates;

    /// <summary>The predicate that last answered unknown.</summary>
    public int UnknownPredicate { get; private set; } = -1;

    public Truth Run(RuleProgram program)
    {
        var at = 0;
        return Run(program.Code, ref at);
    }

    // Invariant: on return `at` is behind the operand, whether it was evaluated whole or decided early.
    // Recursion is bounded by RuleSetOptions.MaxQueryDepth, which the parsers enforce.
    private Truth Run(ReadOnlySpan<int> code, ref int at)
    {
        var operation = code[at++];
        if (operation is not (RuleProgram.And or RuleProgram.Or))
            return operation == RuleProgram.MatchAll ? Truth.True : Leaf(operation);

        var end = code[at++];
        var deciding = operation == RuleProgram.Or ? Truth.True : Truth.False;
        var result = operation == RuleProgram.Or ? Truth.False : Truth.True;
        while (at < end)
        {
            var operand = Run(code, ref at);
            if (operand == deciding)
            {
                at = end;
                return deciding;
            }

            if (operand == Truth.Unknown)
                result = Truth.Unknown;
        }

        return result;
    }

    private Truth Leaf(int operation)
    {
        var negated = operation < 0;
        var predicate = negated ? ~operation : operation;
        var truth = _predicates.Evaluate(predicate);
        if (truth == Truth.Unknown)
        {
            UnknownPredicate = predicate;
            return truth;
        }

        return negated == (truth == Truth.True) ? Truth.False : Truth.True;
    }
}
