using Elastic.ResponseActions.Matching.Execution.Predicates;

namespace Elastic.ResponseActions.Matching.Execution.Functions;

/// <summary>An expression over a single occurrence of one field that makes no text of its own: true of a value by itself.</summary>
internal sealed class FunctionTest(Expression expression, bool keywordLimit) : ValueTest
{
    public override bool Passes(in EventValue value)
    {
        if (keywordLimit && value.BeyondKeyword)
            return false;

        ReadOnlySpan<Operand> values = [new Operand(0, value.Utf8.Length, false, value.Kind, false)];
        var operands = new Operands(value.Utf8, values, scratch: null);
        return expression.Evaluate(ref operands).IsTrue;
    }
}
