namespace Elastic.ResponseActions.Matching.Compilation.Passes;

/// <summary>
/// Brings a condition into negation normal form and folds constants away.
/// In: any condition. Out: <see cref="Always"/>, or a tree without <see cref="Always"/>, with <see cref="Not"/> only on
/// <see cref="Holds"/>, no operator directly inside its own kind, and none with a single operand.
/// Sound for unknown answers too: De Morgan's laws hold in three-valued logic.
/// </summary>
internal static class SimplifyPass
{
    public static Condition Run(Condition condition) => Simplify(condition, negate: false);

    private static Condition Simplify(Condition condition, bool negate) => condition switch
    {
        Always always => always.Value == negate ? Always.False : Always.True,
        Not not => Simplify(not.Condition, !negate),
        AllOf all => Combine(all.Conditions, negate, conjunction: !negate),
        AnyOf any => Combine(any.Conditions, negate, conjunction: negate),
        _ => negate ? new Not(condition) : condition,
    };

    private static Condition Combine(IReadOnlyList<Condition> conditions, bool negate, bool conjunction)
    {
        var operands = new List<Condition>(conditions.Count);
        for (var i = 0; i < conditions.Count; i++)
        {
            var operand = Simplify(conditions[i], negate);
            if (operand is Always always)
            {
                if (always.Value != conjunction)
                    return always;   // false in a conjunction, true in a disjunction: decides alone
                continue;
            }

            switch (operand)
            {
                case AllOf inner when conjunction:
                    operands.AddRange(inner.Conditions);
                    break;
                case AnyOf inner when !conjunction:
                    operands.AddRange(inner.Conditions);
                    break;
                default:
                    operands.Add(operand);
                    break;
            }
        }

        return operands.Count switch
        {
            0 => conjunction ? Always.True : Always.False,
            1 => operands[0],
            _ => conjunction ? new AllOf(operands) : new AnyOf(operands),
        };
    }
}
