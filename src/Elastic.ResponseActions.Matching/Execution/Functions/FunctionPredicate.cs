using Elastic.ResponseActions.Matching.Execution.Predicates;

namespace Elastic.ResponseActions.Matching.Execution.Functions;

/// <summary>Some combination of values of the fields makes an expression true; a field without a value takes part as null.</summary>
internal sealed class FunctionPredicate(FunctionVariable[] variables, Expression expression, int length) : Predicate
{
    /// <summary>The length of the expression as text, which bounds its constants.</summary>
    public int Length => length;

    public FunctionVariable[] Variables => variables;

    public Expression Expression => expression;
}

/// <summary>An occurrence of a field in an expression.</summary>
/// <param name="Slot">Where its values are.</param>
/// <param name="Folded">They are seen in lower case.</param>
/// <param name="KeywordLimit">Values that a keyword index does not hold are left out.</param>
internal readonly record struct FunctionVariable(int Slot, bool Folded, bool KeywordLimit);
