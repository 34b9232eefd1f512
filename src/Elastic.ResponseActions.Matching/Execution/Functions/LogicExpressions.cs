using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Execution.Functions;

internal enum ComparisonOperation
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>Null where either side is null, or where the sides are of different sorts.</summary>
internal sealed class CompareExpression(ComparisonOperation operation, Expression left, Expression right) : Expression
{
    public override bool WritesText => left.WritesText || right.WritesText;

    public override Scalar Evaluate(scoped ref Operands operands)
    {
        var first = left.Evaluate(ref operands);
        var second = right.Evaluate(ref operands);
        if (Scalar.Compare(first, second) is not { } order)
            return Scalar.Null;
        return Scalar.Of(operation switch
        {
            ComparisonOperation.Equal => order == 0,
            ComparisonOperation.NotEqual => order != 0,
            ComparisonOperation.Less => order < 0,
            ComparisonOperation.LessOrEqual => order <= 0,
            ComparisonOperation.Greater => order > 0,
            _ => order >= 0,
        });
    }
}

/// <summary><c>:</c> and <c>in~</c> on a value that a function made: the texts in lower case are the same.</summary>
internal sealed class SameTextExpression(Expression left, Expression right) : Expression
{
    public override bool WritesText => true;

    public override Scalar Evaluate(scoped ref Operands operands)
    {
        var first = left.Evaluate(ref operands);
        var second = right.Evaluate(ref operands);
        if (first.Kind != ScalarKind.Text || second.Kind != ScalarKind.Text)
            return Scalar.Null;
        return Scalar.Of(operands.Folded(first.Text).SequenceEqual(operands.Folded(second.Text)));
    }
}

/// <summary>A wildcard pattern over a value that a function made.</summary>
internal sealed class LikeExpression(Expression operand, GlobPattern pattern) : Expression
{
    public override bool WritesText => operand.WritesText;

    public override Scalar Evaluate(scoped ref Operands operands)
    {
        var value = operand.Evaluate(ref operands);
        return value.Kind == ScalarKind.Text ? Scalar.Of(pattern.IsMatch(value.Text)) : Scalar.Null;
    }
}

/// <summary>The one condition that is true of null.</summary>
internal sealed class IsNullExpression(Expression operand) : Expression
{
    public override bool WritesText => operand.WritesText;

    public override Scalar Evaluate(scoped ref Operands operands) => Scalar.Of(operand.Evaluate(ref operands).IsNull);
}

/// <summary><c>not</c> inside an expression: null stays null.</summary>
internal sealed class NotExpression(Expression operand) : Expression
{
    public override bool WritesText => operand.WritesText;

    public override Scalar Evaluate(scoped ref Operands operands)
    {
        var value = operand.Evaluate(ref operands);
        return value.Kind == ScalarKind.Boolean ? Scalar.Of(!value.IsTrue) : Scalar.Null;
    }
}

/// <summary>
/// <c>and</c> and <c>or</c> inside an expression, with three values: a false operand decides <c>and</c>, a true one <c>or</c>,
/// and null decides where no other does.
/// </summary>
internal sealed class JunctionExpression(bool conjunction, Expression[] parts) : Expression
{
    public override bool WritesText => Array.Exists(parts, part => part.WritesText);

    public override Scalar Evaluate(scoped ref Operands operands)
    {
        var hasNull = false;
        foreach (var part in parts)
        {
            var value = part.Evaluate(ref operands);
            if (value.Kind != ScalarKind.Boolean)
                hasNull = true;
            else if (value.IsTrue != conjunction)
                return Scalar.Of(!conjunction);
        }

        return hasNull ? Scalar.Null : Scalar.Of(conjunction);
    }
}
