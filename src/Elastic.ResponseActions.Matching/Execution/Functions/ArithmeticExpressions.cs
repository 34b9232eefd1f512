namespace Elastic.ResponseActions.Matching.Execution.Functions;

internal enum ArithmeticOperation
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
}

/// <summary>
/// Whole numbers stay whole: division cuts off. What Elasticsearch's script fails on (a result beyond 64 bits, division of whole
/// numbers by zero) is null here.
/// </summary>
internal sealed class ArithmeticExpression(ArithmeticOperation operation, Expression left, Expression right) : Expression
{
    public override bool WritesText => left.WritesText || right.WritesText;

    /// <summary>Both operands are constants, and not null.</summary>
    public bool HasOperands => left is ConstantExpression { IsNull: false } && right is ConstantExpression { IsNull: false };

    public override Scalar Evaluate(scoped ref Operands operands)
    {
        var first = left.Evaluate(ref operands);
        var second = right.Evaluate(ref operands);
        if (!first.IsNumber || !second.IsNumber)
            return Scalar.Null;
        return first.Kind == ScalarKind.Integer && second.Kind == ScalarKind.Integer
            ? OfIntegers(first.Integer, second.Integer)
            : Scalar.Of(OfReals(first.Real, second.Real));
    }

    private Scalar OfIntegers(long left, long right)
    {
        Int128 result;
        switch (operation)
        {
            case ArithmeticOperation.Add:
                result = (Int128)left + right;
                break;
            case ArithmeticOperation.Subtract:
                result = (Int128)left - right;
                break;
            case ArithmeticOperation.Multiply:
                result = (Int128)left * right;
                break;
            default:
                if (right == 0)
                    return Scalar.Null;
                if (right == -1)
                    return Scalar.Of(operation == ArithmeticOperation.Divide ? unchecked(-left) : 0);
                return Scalar.Of(operation == ArithmeticOperation.Divide ? left / right : left % right);
        }

        return result >= long.MinValue && result <= long.MaxValue ? Scalar.Of((long)result) : Scalar.Null;
    }

    private double OfReals(double left, double right) => operation switch
    {
        ArithmeticOperation.Add => left + right,
        ArithmeticOperation.Subtract => left - right,
        ArithmeticOperation.Multiply => left * right,
        ArithmeticOperation.Divide => left / right,
        _ => left % right,
    };
}

/// <summary>The number with the other sign.</summary>
internal sealed class NegateExpression(Expression operand) : Expression
{
    public override bool WritesText => operand.WritesText;

    /// <summary>The operand is a constant, and not null.</summary>
    public bool HasOperand => operand is ConstantExpression { IsNull: false };

    public override Scalar Evaluate(scoped ref Operands operands)
    {
        var value = operand.Evaluate(ref operands);
        return value.Kind switch
        {
            ScalarKind.Integer when value.Integer != long.MinValue => Scalar.Of(-value.Integer),
            ScalarKind.Real => Scalar.Of(-value.Real),
            _ => Scalar.Null,
        };
    }
}
