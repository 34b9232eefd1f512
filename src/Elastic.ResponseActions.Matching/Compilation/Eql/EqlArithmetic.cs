using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Eql;

namespace Elastic.ResponseActions.Matching.Compilation.Eql;

/// <summary>
/// Moves whole numbers to the other side of a comparison, as Elasticsearch does: <c>a - 1 == 81</c> is <c>a == 82</c>. That makes it a
/// condition on the field itself, which <c>!=</c> negates as a whole: a missing field satisfies <c>a - 1 != 81</c>.
/// </summary>
internal static class EqlArithmetic
{
    /// <summary>One step: takes one operation off the left side.</summary>
    public static bool TrySimplify(EqlFields fields, ref QueryNode left, ref EqlComparisonOperator op, ref EqlValue right)
    {
        if (left is not EqlCall call || !right.IsNumber || IsReal(call, fields))
            return false;

        if (call.Function == EqlFunction.Negate)
        {
            if (right.Kind == EqlValueKind.Integer && right.Integer == long.MinValue)
                return false;
            left = call.Arguments[0];
            op = EqlConstants.Mirrored(op);
            right = right.Kind == EqlValueKind.Integer ? EqlValue.Of(-right.Integer) : EqlValue.Of(-right.Real);
            return true;
        }

        if (right.Kind != EqlValueKind.Integer || call.Function is not (EqlFunction.Add or EqlFunction.Subtract or EqlFunction.Multiply))
            return false;

        // A constant on the left is moved to the right where that changes nothing.
        var (operand, constant) = (call.Arguments[0], call.Arguments[1]);
        if (call.Function != EqlFunction.Subtract && EqlConstants.TryFold(operand, fields, out _))
            (operand, constant) = (constant, operand);
        if (!EqlConstants.TryFold(constant, fields, out var number) || number.Kind != EqlValueKind.Integer)
            return false;

        var result = call.Function switch
        {
            EqlFunction.Add => (Int128)right.Integer - number.Integer,
            EqlFunction.Subtract => (Int128)right.Integer + number.Integer,
            _ => number.Integer == 0 || (Int128)right.Integer % number.Integer != 0 ? Int128.MaxValue : (Int128)right.Integer / number.Integer,
        };
        if (result < long.MinValue || result > long.MaxValue)
            return false;

        left = operand;
        right = EqlValue.Of((long)result);
        op = call.Function == EqlFunction.Multiply && number.Integer < 0 ? EqlConstants.Mirrored(op) : op;
        return true;
    }

    // Not with floating point numbers: the result would not be the same to the last digit.
    private static bool IsReal(QueryNode node, EqlFields fields) => node switch
    {
        EqlLiteral literal => literal.Value.Kind == EqlValueKind.Real,
        EqlField field => fields.Resolve(field.Name, field.Span).Type == FieldType.Double,
        EqlCall { Function: <= EqlFunction.Negate } call => call.Arguments.Any(argument => IsReal(argument, fields)),
        EqlCall { Function: EqlFunction.Number } => true,
        _ => false,
    };
}
