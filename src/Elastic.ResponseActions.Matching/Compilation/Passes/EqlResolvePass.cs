using Elastic.ResponseActions.Matching.Compilation.Eql;
using Elastic.ResponseActions.Matching.Execution.Functions;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Eql;
using Elastic.ResponseActions.Matching.Syntax.Regex;
using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Compilation.Passes;

/// <summary>
/// Gives an EQL condition its meaning on the mapped types of its fields: conditions on one field become predicates on it, what no
/// single predicate can decide becomes an expression, what has no field in it is computed.
/// In: <c>category where condition</c>, of an event query or of one stage of a sequence. Out: a condition over predicate drafts.
/// Throws where Elasticsearch would refuse the query.
/// </summary>
internal sealed class EqlResolvePass(FieldScope scope)
{
    /// <summary>The field that a category is compared with where a rule names no other.</summary>
    public const string DefaultCategoryField = "event.category";

    private readonly EqlFields _fields = new(scope);

    /// <param name="filter">The category and the condition.</param>
    /// <param name="categoryField">The field that the category is compared with; <see cref="DefaultCategoryField"/> where null.</param>
    public Condition Run(EqlEventFilter filter, string? categoryField)
    {
        var condition = Resolve(filter.Condition);
        if (filter.Category is null)
            return condition;

        var category = _fields.Resolve(categoryField ?? DefaultCategoryField, filter.Span);
        return new AllOf([EqlFields.Equals(category, EqlValue.Of(filter.Category), filter.Span), condition]);
    }

    private Condition Resolve(QueryNode node) => node switch
    {
        AndNode and => new AllOf(All(and.Children)),
        OrNode or => new AnyOf(All(or.Children)),
        NotNode not => new Not(Resolve(not.Child)),
        EqlField field => _fields.IsTrue(field),
        EqlComparison comparison => Compare(comparison.Operator, comparison.Left, comparison.Right, comparison.Span),
        EqlMembership membership => Membership(membership),
        EqlPattern pattern => Pattern(pattern),
        EqlCall call => Call(call),
        EqlLiteral { Value.Kind: EqlValueKind.Boolean or EqlValueKind.Null } literal => literal.Value.IsTrue ? Always.True : Always.False,
        EqlLiteral literal => throw EqlRefusals.NotBoolean($"{literal.Value} is {EqlTypes.NameOf(EqlExpressionCompiler.TypeOf(literal.Value))}", literal.Span),
        _ => throw new InvalidOperationException($"{node.GetType().Name} is no condition."),
    };

    private Condition[] All(IReadOnlyList<QueryNode> nodes)
    {
        var conditions = new Condition[nodes.Count];
        for (var i = 0; i < conditions.Length; i++)
            conditions[i] = Resolve(nodes[i]);
        return conditions;
    }

    private Condition Compare(EqlComparisonOperator op, QueryNode left, QueryNode right, SourceSpan span)
    {
        if (EqlConstants.TryFold(left, _fields, out var first))
        {
            if (EqlConstants.TryFold(right, _fields, out var second))
                return Constant(op, first, second);
            return Compare(EqlConstants.Mirrored(op), right, first, span);
        }

        return EqlConstants.TryFold(right, _fields, out var value) ? Compare(op, left, value, span) : FieldToField(op, left, right, span);
    }

    private Condition Compare(EqlComparisonOperator op, QueryNode left, EqlValue value, SourceSpan span)
    {
        if (value.IsNull)
            return WithNull(op, left);
        if (left is EqlField field)
            return _fields.Compare(field, op, value, span);
        if (IsCondition(left))
        {
            if (value.Kind != EqlValueKind.Boolean || op is not (EqlComparisonOperator.Equal or EqlComparisonOperator.NotEqual))
                throw EqlRefusals.WrongOperand(EqlType.Boolean, "compared with `true` or `false` by `==` or `!=`", span);
            var condition = Resolve(left);
            return value.IsTrue == (op == EqlComparisonOperator.Equal) ? condition : new Not(condition);
        }

        // Compiled first, since a part that is simplified away has to be of the right type all the same.
        var compiler = new EqlExpressionCompiler(_fields);
        var operand = compiler.Compile(left, EqlExpressionCompiler.TypeOf(value), out var type);
        if (EqlArithmetic.TrySimplify(_fields, ref left, ref op, ref value))
            return Compare(op, left, value, span);
        if (!EqlTypes.Fits(EqlExpressionCompiler.TypeOf(value), type))
            return Always.False;   // a number is neither equal to a text nor different from it: the comparison is null
        var constant = EqlExpressionCompiler.Constant(value, out _);
        return FromExpression(compiler, new CompareExpression(EqlConstants.OperationOf(op), operand, constant), $"{op}({left}, {value})");
    }

    private Condition WithNull(EqlComparisonOperator op, QueryNode left)
    {
        Condition isNull;
        if (left is EqlField field)
        {
            isNull = new Not(_fields.Exists(field));
        }
        else
        {
            var compiler = new EqlExpressionCompiler(_fields);
            isNull = FromExpression(compiler, compiler.IsNull(left), $"isNull({left})");
        }

        return op switch
        {
            EqlComparisonOperator.Equal => isNull,
            EqlComparisonOperator.NotEqual => new Not(isNull),
            _ => Always.False,   // nothing is before or behind null
        };
    }

    private Condition FieldToField(EqlComparisonOperator op, QueryNode left, QueryNode right, SourceSpan span) =>
        _fields.IsOptionalAndUnmapped(left) ? WithNull(EqlConstants.Mirrored(op), right)
        : _fields.IsOptionalAndUnmapped(right) ? WithNull(op, left)
        : throw EqlRefusals.FieldToField(span);

    private static Always Constant(EqlComparisonOperator op, EqlValue left, EqlValue right)
    {
        if (op is EqlComparisonOperator.Equal or EqlComparisonOperator.NotEqual && (left.IsNull || right.IsNull))
            return (left.IsNull && right.IsNull) == (op == EqlComparisonOperator.Equal) ? Always.True : Always.False;

        var expression = new CompareExpression(EqlConstants.OperationOf(op), EqlExpressionCompiler.Constant(left, out _), EqlExpressionCompiler.Constant(right, out _));
        return EqlConstants.Evaluate(expression).IsTrue ? Always.True : Always.False;
    }

    private Condition Membership(EqlMembership node)
    {
        if (node.Value is not EqlField named)
            return FromCondition(node);

        var field = _fields.Resolve(named.Name, named.Span);
        var type = EqlTypes.Of(field);
        // Lists run to thousands of terms: those become one condition at once.
        var terms = new List<string>(EqlFields.AreTerms(field, node.IgnoreCase) ? node.Items.Count : 0);
        var others = new List<Condition>();
        foreach (var item in node.Items)
        {
            if (!EqlConstants.TryFold(item, _fields, out var value))
                throw EqlRefusals.FieldToField(item.Span);
            if (node.IgnoreCase && !EqlTypes.Fits(type, EqlType.Text))
                throw EqlRefusals.NotText("in~", $"`{named.Name}` is {EqlTypes.NameOf(type)}", named.Span);
            if (!EqlTypes.Fits(EqlExpressionCompiler.TypeOf(value), node.IgnoreCase ? EqlType.Text : EqlTypes.ListTypeOf(type)))
                throw EqlRefusals.WrongListValue(node.IgnoreCase ? EqlType.Text : type, EqlExpressionCompiler.TypeOf(value), item.Span);
            if (value.IsNull)
                continue;
            if (EqlFields.AreTerms(field, node.IgnoreCase) && !EqlFields.IsUnmappedReal(field, value))
                terms.Add(EqlFields.TermOf(field, EqlFields.TextOf(value), node.IgnoreCase));
            else
                others.Add(node.IgnoreCase ? EqlFields.EqualsIgnoringCase(field, value.Text!) : EqlFields.Equals(field, value, item.Span));
        }

        if (terms.Count > 0)
            others.Add(EqlFields.EqualsAny(field, terms, node.IgnoreCase));
        return others.Count == 0 ? Always.False : new AnyOf(others);
    }

    private Condition Pattern(EqlPattern node)
    {
        if (node.Value is not EqlField named)
            return FromCondition(node);

        var field = _fields.Resolve(named.Name, named.Span);
        var symbol = EqlPatterns.SymbolOf(node.Operator);
        if (!EqlTypes.Fits(EqlTypes.Of(field), EqlType.Text))
            throw EqlRefusals.NotText(symbol, $"`{named.Name}` is {EqlTypes.NameOf(EqlTypes.Of(field))}", node.Span);
        if (node.Operator is EqlPatternOperator.Regex or EqlPatternOperator.RegexIgnoreCase)
        {
            // Elasticsearch folds the expression itself for a field that folds its values, escapes included.
            var texts = node.Patterns.Select(literal => new RegexText(EqlFields.Folded(field, EqlPatterns.TextOf(node.Operator, literal)), literal.Span, literal.VerbatimStart)).ToList();
            var test = RegexTestFactory.Compile(field.Type, texts, node.Operator == EqlPatternOperator.RegexIgnoreCase, field.Analyzer, scope.Regex);
            return EqlFields.OnField(field, test, node.Span);
        }

        var alternatives = new Condition[node.Patterns.Count];
        for (var i = 0; i < alternatives.Length; i++)
        {
            var text = EqlPatterns.TextOf(node.Operator, node.Patterns[i]);
            alternatives[i] = EqlFields.Like(field, text, node.Operator != EqlPatternOperator.Like, node.Patterns[i].Span);
        }

        return new AnyOf(alternatives);
    }

    private Condition Call(EqlCall call)
    {
        if (!IsCondition(call))
            throw EqlRefusals.NotBoolean("this is a value", call.Span);
        if (call.Arguments[0] is not EqlField named)
            return FromCondition(call);

        if (call.Function == EqlFunction.CidrMatch)
        {
            var address = _fields.Resolve(named.Name, named.Span);
            if (!EqlTypes.Fits(EqlTypes.Of(address), EqlType.Ip))
                throw EqlRefusals.WrongArgument(call, 0, EqlType.Ip, EqlTypes.Of(address), named.Span);
            var blocks = new EqlExpressionCompiler(_fields).BlocksOf(call);
            return blocks.Count == 0 ? Always.False : new AnyOf([.. blocks.Select(block => EqlFields.IsInBlock(address, block.Text, block.Span))]);
        }

        if (!EqlConstants.TryFold(call.Arguments[1], _fields, out var part))
            return FromCondition(call);

        var field = _fields.Resolve(named.Name, named.Span);
        if (!EqlTypes.Fits(EqlTypes.Of(field), EqlType.Text))
            throw EqlRefusals.WrongArgument(call, 0, EqlType.Text, EqlTypes.Of(field), named.Span);
        if (!EqlTypes.Fits(EqlExpressionCompiler.TypeOf(part), EqlType.Text))
            throw EqlRefusals.WrongArgument(call, 1, EqlType.Text, EqlExpressionCompiler.TypeOf(part), call.Arguments[1].Span);
        if (part.IsNull)
            return Always.False;
        if (call.Function != EqlFunction.StartsWith)
            new QueryBudget(maxWildcards: scope.Regex.MaxWildcards).CheckWildcards(part.Text.AsSpan().Count('*'), call.Span);
        return call.Function switch
        {
            EqlFunction.StartsWith => EqlFields.StartsWith(field, part.Text!, call.IgnoreCase),
            EqlFunction.EndsWith => EqlFields.Wildcard(field, $"*{part.Text}", call.IgnoreCase),
            _ => EqlFields.Wildcard(field, $"*{part.Text}*", call.IgnoreCase),
        };
    }

    private static bool IsCondition(QueryNode node) => node is AndNode or OrNode or NotNode or EqlComparison or EqlMembership or EqlPattern
        or EqlCall { Function: EqlFunction.CidrMatch or EqlFunction.StartsWith or EqlFunction.EndsWith or EqlFunction.StringContains };

    private Condition FromCondition(QueryNode node)
    {
        var compiler = new EqlExpressionCompiler(_fields);
        return FromExpression(compiler, compiler.Condition(node), node.ToString()!);
    }

    private static Condition FromExpression(EqlExpressionCompiler compiler, Expression expression, string text)
    {
        var variables = compiler.Variables;
        foreach (var variable in variables)
        {
            if (variable.Type == FieldType.Other)
                return EqlFields.NotEvaluated(variable);
        }

        if (variables.Count == 0)
            return EqlConstants.Evaluate(expression).IsTrue ? Always.True : Always.False;

        var isPlain = variables.Count == 1 && !expression.WritesText && text.Length <= FunctionLimits.MaxPlainLength;
        Condition holds = isPlain
            ? new Holds(new TestDraft(variables[0].Source, $"function {variables[0].Type} {text}", new FunctionTest(expression, variables[0].HasKeywordLimit), variables[0].Folded))
            : new Holds(new FunctionDraft(variables, text, expression));
        if (isPlain && EqlConstants.Evaluate(expression).IsTrue)
            return new AnyOf([new Not(EqlFields.Exists(variables[0])), holds]);

        // What has to be there for the expression to be true also says when to ask for it.
        var conditions = new List<Condition>();
        for (var i = 0; i < variables.Count; i++)
        {
            if (compiler.IsStrict[i])
                conditions.Add(EqlFields.Exists(variables[i]));
        }

        conditions.Add(holds);
        return new AllOf(conditions);
    }
}
