using Elastic.ResponseActions.Matching.Execution.Functions;
using Elastic.ResponseActions.Matching.Execution.Values;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Eql;
using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Compilation.Eql;

/// <summary>
/// Compiles a part of an EQL condition to an expression over field values, with the type checks that Elasticsearch makes.
/// Each occurrence of a field is a variable of its own, as in Elasticsearch's scripts: any combination of values may do.
/// </summary>
internal sealed class EqlExpressionCompiler(EqlFields fields)
{
    private readonly List<ResolvedField> _variables = [];
    private readonly List<bool> _strict = [];
    private int _lenient;

    /// <summary>The fields of the variables, by number.</summary>
    public IReadOnlyList<ResolvedField> Variables => _variables;

    /// <summary>Whether the expression cannot be true where the variable's field is missing, by number.</summary>
    public IReadOnlyList<bool> IsStrict => _strict;

    public Expression Condition(QueryNode node) => Compile(node, EqlType.Boolean, out _);

    /// <summary>True of a value that is null.</summary>
    public Expression IsNull(QueryNode node)
    {
        _lenient++;
        var operand = Compile(node, EqlType.Any, out _);
        _lenient--;
        return new IsNullExpression(operand);
    }

    /// <param name="node">A value or a condition.</param>
    /// <param name="wanted">What it is used as; decides how a field in no table is read.</param>
    /// <param name="type">What it is.</param>
    public Expression Compile(QueryNode node, EqlType wanted, out EqlType type)
    {
        switch (node)
        {
            case EqlLiteral literal:
                return Constant(literal.Value, out type);
            case EqlField field:
                return Variable(field, wanted, out type);
            case EqlCall call:
                return Folded(call, out type);
        }

        type = EqlType.Boolean;
        return node switch
        {
            AndNode and => Junction(and.Children, conjunction: true),
            OrNode or => Junction(or.Children, conjunction: false),
            NotNode not => new NotExpression(Lenient(not.Child)),
            EqlComparison comparison => Comparison(comparison),
            EqlMembership membership => Membership(membership),
            EqlPattern pattern => Pattern(pattern),
            _ => throw new InvalidOperationException($"{node.GetType().Name} is no value."),
        };
    }

    public static ConstantExpression Constant(in EqlValue value, out EqlType type)
    {
        type = TypeOf(value);
        return value.Kind switch
        {
            EqlValueKind.Null => new ConstantExpression(),
            EqlValueKind.Boolean => new ConstantExpression(value.IsTrue),
            EqlValueKind.Integer => new ConstantExpression(value.Integer),
            EqlValueKind.Real => new ConstantExpression(value.Real),
            _ => new ConstantExpression(value.Text!),
        };
    }

    public static EqlType TypeOf(in EqlValue value) => value.Kind switch
    {
        EqlValueKind.Null => EqlType.Null,
        EqlValueKind.Boolean => EqlType.Boolean,
        EqlValueKind.Integer or EqlValueKind.Real => EqlType.Number,
        _ => EqlType.Text,
    };

    private VariableExpression Variable(EqlField node, EqlType wanted, out EqlType type)
    {
        var field = fields.Resolve(node.Name, node.Span);
        type = EqlTypes.Of(field);
        if (_variables.Count == FunctionLimits.MaxVariables)
            throw new QuerySyntaxException(FormattableString.Invariant($"an expression over more than {FunctionLimits.MaxVariables} fields."), node.Span, QueryErrorKind.Limit);

        _variables.Add(field);
        _strict.Add(_lenient == 0);
        var kind = (type == EqlType.Any ? wanted : type) switch
        {
            EqlType.Boolean => VariableKind.Boolean,
            EqlType.Number when type == EqlType.Any => VariableKind.Number,
            EqlType.Number => field.Type == FieldType.Double ? VariableKind.Real : VariableKind.Integer,
            EqlType.Ip => VariableKind.Ip,
            EqlType.Date => VariableKind.Date,
            _ => VariableKind.Text,
        };
        return new VariableExpression(_variables.Count - 1, kind);
    }

    // A call without fields is computed here and now; arithmetic that Elasticsearch fails on is refused.
    private Expression Folded(EqlCall call, out EqlType type)
    {
        var before = _variables.Count;
        var expression = Call(call, out type);
        if (_variables.Count > before)
            return expression;

        var value = EqlConstants.Evaluate(expression);
        if (value.IsNull && expression is ArithmeticExpression { HasOperands: true } or NegateExpression { HasOperand: true })
            throw EqlRefusals.OutOfRange(call.Span);
        return Constant(value, out _);
    }

    private Expression Call(EqlCall call, out EqlType type)
    {
        type = call.Function switch
        {
            EqlFunction.CidrMatch or EqlFunction.StartsWith or EqlFunction.EndsWith or EqlFunction.StringContains => EqlType.Boolean,
            EqlFunction.Between or EqlFunction.Concat or EqlFunction.String or EqlFunction.Substring => EqlType.Text,
            _ => EqlType.Number,
        };
        return call.Function switch
        {
            EqlFunction.Add => Arithmetic(ArithmeticOperation.Add, call),
            EqlFunction.Subtract => Arithmetic(ArithmeticOperation.Subtract, call),
            EqlFunction.Multiply => Arithmetic(ArithmeticOperation.Multiply, call),
            EqlFunction.Divide => Arithmetic(ArithmeticOperation.Divide, call),
            EqlFunction.Modulo => Arithmetic(ArithmeticOperation.Modulo, call),
            EqlFunction.Negate => new NegateExpression(Argument(call, 0, EqlType.Number)),
            EqlFunction.StartsWith => Relation(TextRelation.StartsWith, call),
            EqlFunction.EndsWith => Relation(TextRelation.EndsWith, call),
            EqlFunction.StringContains => Relation(TextRelation.Contains, call),
            EqlFunction.Length => new LengthExpression(Argument(call, 0, EqlType.Text)),
            EqlFunction.IndexOf => new IndexOfExpression(Argument(call, 0, EqlType.Text), Argument(call, 1, EqlType.Text), Optional(call, 2, EqlType.Number), call.IgnoreCase),
            EqlFunction.Substring => new SubstringExpression(Argument(call, 0, EqlType.Text), Optional(call, 1, EqlType.Number), Optional(call, 2, EqlType.Number)),
            EqlFunction.Between => new BetweenExpression(
                Argument(call, 0, EqlType.Text), Argument(call, 1, EqlType.Text), Argument(call, 2, EqlType.Text), Optional(call, 3, EqlType.Boolean), call.IgnoreCase),
            EqlFunction.Concat or EqlFunction.String => new ConcatExpression([.. Enumerable.Range(0, call.Arguments.Count).Select(i => Argument(call, i, EqlType.Any))]),
            EqlFunction.Number => new NumberExpression(Argument(call, 0, EqlType.Text), RadixOf(call)),
            _ => CidrMatch(call),
        };
    }

    private Expression Argument(EqlCall call, int index, EqlType wanted)
    {
        var node = call.Arguments[index];
        var argument = Compile(node, wanted, out var type);
        return EqlTypes.Fits(type, wanted) ? argument : throw EqlRefusals.WrongArgument(call, index, wanted, type, node.Span);
    }

    // An argument for which null stands for what is assumed without it.
    private Expression Optional(EqlCall call, int index, EqlType wanted)
    {
        if (index >= call.Arguments.Count)
            return new ConstantExpression();

        _lenient++;
        var argument = Argument(call, index, wanted);
        _lenient--;
        return argument;
    }

    private ArithmeticExpression Arithmetic(ArithmeticOperation operation, EqlCall call) =>
        new(operation, Argument(call, 0, EqlType.Number), Argument(call, 1, EqlType.Number));

    private RelationExpression Relation(TextRelation relation, EqlCall call) =>
        new(relation, Argument(call, 0, EqlType.Text), Argument(call, 1, EqlType.Text), call.IgnoreCase);

    private int? RadixOf(EqlCall call)
    {
        if (call.Arguments.Count < 2)
            return null;
        if (!EqlConstants.TryFold(call.Arguments[1], fields, out var radix))
            throw EqlRefusals.NotConstant(call, 1, call.Arguments[1].Span);
        return radix.Kind switch
        {
            EqlValueKind.Null => null,
            EqlValueKind.Integer when radix.Integer is >= 2 and <= 36 => (int)radix.Integer,
            EqlValueKind.Integer => throw EqlRefusals.WrongOperand(EqlType.Number, "a base from 2 to 36", call.Arguments[1].Span),
            _ => throw EqlRefusals.WrongArgument(call, 1, EqlType.Number, TypeOf(radix), call.Arguments[1].Span),
        };
    }

    private Expression CidrMatch(EqlCall call)
    {
        var blocks = new List<ValueRange<UInt128>>();
        foreach (var block in BlocksOf(call))
            blocks.Add(IpRange.TryParseTerm(block.Text, out var range, out var error) ? range : throw EqlRefusals.FieldIsNoValue(block.Text, error, block.Span));

        // No expression but a field is an address.
        return Argument(call, 0, EqlType.Ip) switch
        {
            VariableExpression address when blocks.Count > 0 => new CidrMatchExpression(address, [.. blocks]),
            VariableExpression or ConstantExpression => new ConstantExpression(),
            _ => throw EqlRefusals.WrongArgument(call, 0, EqlType.Ip, EqlType.Text, call.Arguments[0].Span),
        };
    }

    /// <summary>The blocks of a <c>cidrMatch</c>; none where one is null, because the result is null then.</summary>
    public IReadOnlyList<(string Text, SourceSpan Span)> BlocksOf(EqlCall call)
    {
        var blocks = new List<(string, SourceSpan)>();
        for (var i = 1; i < call.Arguments.Count; i++)
        {
            var node = call.Arguments[i];
            if (!EqlConstants.TryFold(node, fields, out var block))
                throw EqlRefusals.NotConstant(call, i, node.Span);
            if (block.IsNull)
                return [];
            if (block.Kind != EqlValueKind.Text)
                throw EqlRefusals.WrongArgument(call, i, EqlType.Text, TypeOf(block), node.Span);
            blocks.Add((block.Text!, node.Span));
        }

        return blocks;
    }

    private Expression Lenient(QueryNode node)
    {
        _lenient++;
        var operand = Compile(node, EqlType.Boolean, out var type);
        _lenient--;
        return EqlTypes.Fits(type, EqlType.Boolean) ? operand : throw EqlRefusals.NotBoolean($"this is {EqlTypes.NameOf(type)}", node.Span);
    }

    private JunctionExpression Junction(IReadOnlyList<QueryNode> children, bool conjunction) =>
        new(conjunction, [.. children.Select(Lenient)]);

    private Expression Comparison(EqlComparison node)
    {
        var (op, left, right) = (node.Operator, node.Left, node.Right);
        if (EqlConstants.TryFold(left, fields, out var first) && (first.IsNull || !EqlConstants.TryFold(right, fields, out _)))
            (op, left, right) = (EqlConstants.Mirrored(op), right, left);
        if (!EqlConstants.TryFold(right, fields, out var bound))
        {
            if (fields.IsOptionalAndUnmapped(left))
                (op, left) = (EqlConstants.Mirrored(op), right);
            else if (!fields.IsOptionalAndUnmapped(right))
                throw EqlRefusals.FieldToField(node.Span);
            bound = EqlValue.Null;
        }

        if (bound.IsNull && op is EqlComparisonOperator.Equal or EqlComparisonOperator.NotEqual)
            return op == EqlComparisonOperator.Equal ? IsNull(left) : new NotExpression(IsNull(left));

        var operand = Operand(left, TypeOf(bound), out _);
        return new CompareExpression(EqlConstants.OperationOf(op), operand, Constant(bound, out _));
    }

    // Within an expression a date is an object that compares with nothing.
    private Expression Operand(QueryNode node, EqlType wanted, out EqlType type)
    {
        var operand = Compile(node, wanted, out type);
        return type == EqlType.Date ? new ConstantExpression() : operand;
    }

    private Expression Membership(EqlMembership node)
    {
        // Any of the comparisons; each looks at the value once more, but it is one value: fields of a list have no other variable.
        var first = _variables.Count;
        var parts = new List<Expression>();
        foreach (var item in node.Items)
        {
            if (!EqlConstants.TryFold(item, fields, out var value))
                throw EqlRefusals.FieldToField(item.Span);

            // The same occurrence of the field for every item of the list.
            _variables.RemoveRange(first, _variables.Count - first);
            _strict.RemoveRange(first, _strict.Count - first);
            var operand = Operand(node.Value, TypeOf(value), out var type);
            if (node.IgnoreCase && !(EqlTypes.Fits(type, EqlType.Text) && value.Kind is EqlValueKind.Text or EqlValueKind.Null))
                throw EqlRefusals.NotText("in~", $"this is {EqlTypes.NameOf(value.Kind == EqlValueKind.Text ? type : TypeOf(value))}", item.Span);
            if (!EqlTypes.Fits(TypeOf(value), EqlTypes.ListTypeOf(type)))
                throw EqlRefusals.WrongListValue(type, TypeOf(value), item.Span);

            var constant = Constant(value, out _);
            parts.Add(node.IgnoreCase ? new SameTextExpression(operand, constant) : new CompareExpression(ComparisonOperation.Equal, operand, constant));
        }

        return parts.Count == 1 ? parts[0] : new JunctionExpression(conjunction: false, [.. parts]);
    }

    private Expression Pattern(EqlPattern node)
    {
        if (node.Operator is EqlPatternOperator.Regex or EqlPatternOperator.RegexIgnoreCase)
            throw EqlErrors.Unsupported(node.Span, "a regular expression over the value of a function is one of Java's in Elasticsearch, which is not evaluated here.");

        var operand = Compile(node.Value, EqlType.Text, out var type);
        if (!EqlTypes.Fits(type, EqlType.Text))
            throw EqlRefusals.NotText(EqlPatterns.SymbolOf(node.Operator), $"this is {EqlTypes.NameOf(type)}", node.Span);

        var ignoreCase = node.Operator != EqlPatternOperator.Like;
        var parts = new List<Expression>();
        foreach (var literal in node.Patterns)
        {
            var pattern = EqlPatterns.TextOf(node.Operator, literal);
            parts.Add(
                pattern.Length > 0 && !pattern.AsSpan().ContainsAnyExcept('*') ? new NotExpression(new IsNullExpression(operand))
                : pattern.AsSpan().IndexOfAny('*', '?') >= 0 ? new LikeExpression(operand, GlobPattern.ParseWithoutEscapes(pattern, ignoreCase))
                : ignoreCase ? new SameTextExpression(operand, new ConstantExpression(pattern))
                : new CompareExpression(ComparisonOperation.Equal, operand, new ConstantExpression(pattern)));
        }

        return parts.Count == 1 ? parts[0] : new JunctionExpression(conjunction: false, [.. parts]);
    }
}
