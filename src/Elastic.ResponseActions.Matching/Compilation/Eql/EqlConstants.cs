using System.Text;
using Elastic.ResponseActions.Matching.Execution;
using Elastic.ResponseActions.Matching.Execution.Functions;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Eql;

namespace Elastic.ResponseActions.Matching.Compilation.Eql;

/// <summary>Parts of a condition that have no field in them are computed before it runs, by the same functions.</summary>
internal static class EqlConstants
{
    /// <summary>The value of a part without fields.</summary>
    /// <returns>False where the part has a field in it.</returns>
    public static bool TryFold(QueryNode node, EqlFields fields, out EqlValue value)
    {
        value = default;
        if (node is EqlLiteral literal)
        {
            value = literal.Value;
            return true;
        }

        if (node is EqlField || HasField(node))
            return false;

        value = Evaluate(new EqlExpressionCompiler(fields).Compile(node, EqlType.Any, out _));
        return true;
    }

    /// <summary>The value of an expression without variables, or where the field of its only one is missing.</summary>
    public static EqlValue Evaluate(Expression expression)
    {
        ReadOnlySpan<Operand> missing = [Operand.Missing];
        var operands = new Operands([], missing, new ScratchText(FunctionLimits.MaxTextBytes));
        var result = expression.Evaluate(ref operands);
        if (operands.HasTooMuchText)
            throw new QuerySyntaxException(FormattableString.Invariant($"a constant expression makes more than {FunctionLimits.MaxTextBytes:N0} bytes of text. Shorten it."), default, QueryErrorKind.Limit);

        return result.Kind switch
        {
            ScalarKind.Null => EqlValue.Null,
            ScalarKind.Boolean => EqlValue.Of(result.IsTrue),
            ScalarKind.Integer => EqlValue.Of(result.Integer),
            ScalarKind.Real => EqlValue.Of(result.Real),
            _ => EqlValue.Of(Encoding.UTF8.GetString(result.Text)),
        };
    }

    public static ComparisonOperation OperationOf(EqlComparisonOperator op) => op switch
    {
        EqlComparisonOperator.Equal => ComparisonOperation.Equal,
        EqlComparisonOperator.NotEqual => ComparisonOperation.NotEqual,
        EqlComparisonOperator.Less => ComparisonOperation.Less,
        EqlComparisonOperator.LessOrEqual => ComparisonOperation.LessOrEqual,
        EqlComparisonOperator.Greater => ComparisonOperation.Greater,
        _ => ComparisonOperation.GreaterOrEqual,
    };

    /// <summary>The operator that says the same with the sides exchanged.</summary>
    public static EqlComparisonOperator Mirrored(EqlComparisonOperator op) => op switch
    {
        EqlComparisonOperator.Less => EqlComparisonOperator.Greater,
        EqlComparisonOperator.LessOrEqual => EqlComparisonOperator.GreaterOrEqual,
        EqlComparisonOperator.Greater => EqlComparisonOperator.Less,
        EqlComparisonOperator.GreaterOrEqual => EqlComparisonOperator.LessOrEqual,
        _ => op,
    };

    private static bool HasField(QueryNode node) => node switch
    {
        EqlField => true,
        EqlLiteral => false,
        EqlCall call => AnyHasField(call.Arguments),
        EqlComparison comparison => HasField(comparison.Left) || HasField(comparison.Right),
        EqlMembership membership => HasField(membership.Value) || AnyHasField(membership.Items),
        EqlPattern pattern => HasField(pattern.Value),
        AndNode and => AnyHasField(and.Children),
        OrNode or => AnyHasField(or.Children),
        NotNode not => HasField(not.Child),
        _ => throw new InvalidOperationException($"{node.GetType().Name} is no value."),
    };

    private static bool AnyHasField(IReadOnlyList<QueryNode> nodes)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            if (HasField(nodes[i]))
                return true;
        }

        return false;
    }
}
