using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Eql;

namespace Elastic.ResponseActions.Matching.Tests.Oracle;

/// <summary>The sorts of value that Elasticsearch tells apart before it runs an EQL query.</summary>
internal enum EqlSort
{
    Null,
    Boolean,
    Number,
    Text,
    Ip,
    Date,
    Version,

    /// <summary>A field in no mapping known here.</summary>
    Any,
}

/// <summary>Finds what Elasticsearch refuses in an EQL condition: a walk over the whole tree, before anything is evaluated.</summary>
internal sealed class EqlTyping(FieldTypeTable types)
{
    // Inside an expression a field is not searched, so there is nothing that a search could refuse.
    private int _expressions;

    /// <exception cref="OracleRefusalException">The condition is refused.</exception>
    public void CheckCondition(QueryNode node)
    {
        switch (node)
        {
            case AndNode and:
                and.Children.ToList().ForEach(CheckCondition);
                break;
            case OrNode or:
                or.Children.ToList().ForEach(CheckCondition);
                break;
            case NotNode not:
                CheckCondition(not.Child);
                break;
            default:
                Require(SortOf(node), EqlSort.Boolean);
                break;
        }
    }

    public void CheckCategory(string field, string? category)
    {
        if (category is not null)
        {
            SortOfField(field);
            CheckFieldValue(new EqlField(field, false, default), EqlComparisonOperator.Equal, category);
        }
    }

    public EqlSort SortOf(QueryNode node)
    {
        switch (node)
        {
            case EqlLiteral literal:
                return SortOf(literal.Value);
            case EqlField field:
                return SortOfField(field.Name);
            case EqlCall call:
                return SortOfCall(call);
            case AndNode or OrNode or NotNode:
                CheckCondition(node);
                break;
            case EqlComparison comparison:
                CheckComparison(comparison);
                break;
            case EqlMembership membership:
                CheckMembership(membership);
                break;
            case EqlPattern pattern:
                Require(InExpression(pattern.Value), EqlSort.Text);
                Refuse(pattern.Patterns.Any(text => text.Value.Kind != EqlValueKind.Text), "a pattern is text");
                break;
        }

        return EqlSort.Boolean;
    }

    public static EqlSort SortOf(EqlValue value) => value.Kind switch
    {
        EqlValueKind.Null => EqlSort.Null,
        EqlValueKind.Boolean => EqlSort.Boolean,
        EqlValueKind.Text => EqlSort.Text,
        _ => EqlSort.Number,
    };

    public EqlSort SortOfField(string name)
    {
        var type = FieldView.TypeOf(name, types);
        Refuse(type is FieldType.Text or FieldType.Nested, $"{name} cannot be searched");
        Refuse(types.TryGetType(name, out var own) && own == FieldType.Flattened, $"{name} is flattened");
        Refuse(types.IsObject(name), $"{name} is an object");
        for (var dot = name.LastIndexOf('.'); dot > 0; dot = name.LastIndexOf('.', dot - 1))
        {
            Refuse(types.TryGetType(name[..dot], out var above) && above == FieldType.Nested, $"{name} is nested");
        }

        return !FieldView.IsMapped(name, types) ? EqlSort.Any : type switch
        {
            FieldType.Long or FieldType.Double => EqlSort.Number,
            FieldType.Boolean => EqlSort.Boolean,
            FieldType.Ip => EqlSort.Ip,
            FieldType.Date => EqlSort.Date,
            FieldType.Version => EqlSort.Version,
            FieldType.Other => EqlSort.Any,
            _ => EqlSort.Text,
        };
    }

    public static bool HasField(QueryNode node) => FieldsIn(node).Any();

    /// <summary>Every place where a field stands; the nodes are told apart by reference.</summary>
    public static IEnumerable<EqlField> FieldsIn(QueryNode node) => node switch
    {
        EqlField field => [field],
        EqlCall call => call.Arguments.SelectMany(FieldsIn),
        EqlComparison comparison => FieldsIn(comparison.Left).Concat(FieldsIn(comparison.Right)),
        EqlMembership membership => FieldsIn(membership.Value).Concat(membership.Items.SelectMany(FieldsIn)),
        EqlPattern pattern => FieldsIn(pattern.Value),
        AndNode and => and.Children.SelectMany(FieldsIn),
        OrNode or => or.Children.SelectMany(FieldsIn),
        NotNode not => FieldsIn(not.Child),
        _ => [],
    };

    private EqlSort SortOfCall(EqlCall call)
    {
        EqlSort[] wanted = call.Function switch
        {
            EqlFunction.Between => [EqlSort.Text, EqlSort.Text, EqlSort.Text, EqlSort.Boolean],
            EqlFunction.CidrMatch => [EqlSort.Ip, .. Enumerable.Repeat(EqlSort.Text, call.Arguments.Count - 1)],
            EqlFunction.Concat or EqlFunction.String => [.. Enumerable.Repeat(EqlSort.Any, call.Arguments.Count)],
            EqlFunction.StartsWith or EqlFunction.EndsWith or EqlFunction.StringContains => [EqlSort.Text, EqlSort.Text],
            EqlFunction.IndexOf => [EqlSort.Text, EqlSort.Text, EqlSort.Number],
            EqlFunction.Length => [EqlSort.Text],
            EqlFunction.Number => [EqlSort.Text, EqlSort.Number],
            EqlFunction.Substring => [EqlSort.Text, EqlSort.Number, EqlSort.Number],
            _ => [EqlSort.Number, EqlSort.Number],
        };
        foreach (var (index, argument) in call.Arguments.Index())
        {
            Require(InExpression(argument), wanted[index]);
        }

        var constantsFrom = call.Function is EqlFunction.CidrMatch or EqlFunction.Number ? 1 : int.MaxValue;
        Refuse(call.Arguments.Skip(constantsFrom).Any(HasField), "an argument has to be a constant");
        if (call.Function == EqlFunction.CidrMatch)
        {
            foreach (var block in call.Arguments.Skip(1).Select(EqlScript.Constant).OfType<string>())
            {
                Refuse(!IpAddresses.TryParseBlock(block, out _, out _) && !IpAddresses.TryParse(block, out _), $"{block} is no block");
            }
        }

        if (call.Function == EqlFunction.Number && call.Arguments.Count == 2)
        {
            Refuse(EqlScript.Constant(call.Arguments[1]) is not (null or (>= 2L and <= 36L)), "no base");
        }

        if (call.Function <= EqlFunction.Negate && !HasField(call))
        {
            Refuse(call.Arguments.All(argument => EqlScript.Constant(argument) is not null) && EqlScript.Constant(call) is null, "cannot be computed");
        }

        return call.Function switch
        {
            EqlFunction.CidrMatch or EqlFunction.StartsWith or EqlFunction.EndsWith or EqlFunction.StringContains => EqlSort.Boolean,
            EqlFunction.Between or EqlFunction.Concat or EqlFunction.String or EqlFunction.Substring => EqlSort.Text,
            _ => EqlSort.Number,
        };
    }

    private void CheckComparison(EqlComparison node)
    {
        if (HasField(node.Left) && HasField(node.Right))
        {
            InExpression(node.Left);
            InExpression(node.Right);
            Refuse(!IsMissingOptional(node.Left) && !IsMissingOptional(node.Right), "field against field");
            return;
        }

        var (value, constant) = HasField(node.Left) ? (node.Left, node.Right) : (node.Right, node.Left);
        InExpression(constant);
        var sort = InExpression(value);
        if (!HasField(value))
        {
            return;
        }

        if (value is EqlField field)
        {
            CheckFieldValue(field, node.Operator, EqlScript.Constant(constant));
        }
        else if (sort == EqlSort.Boolean && EqlScript.Constant(constant) is { } compared && _expressions == 0)
        {
            Refuse(compared is not bool || node.Operator > EqlComparisonOperator.NotEqual, "a condition is compared with true or false");
            CheckCondition(value);
        }
    }

    private EqlSort InExpression(QueryNode node)
    {
        _expressions++;
        var sort = SortOf(node);
        _expressions--;
        return sort;
    }

    /// <summary>An optional field that is in no mapping stands for null.</summary>
    public bool IsMissingOptional(QueryNode node) => node is EqlField { Optional: true } field && !FieldView.IsMapped(field.Name, types);

    private void CheckFieldValue(EqlField field, EqlComparisonOperator op, object? value)
    {
        if (value is null || _expressions > 0)
        {
            return;
        }

        var semantics = FieldView.SemanticsOf(field.Name, types, DateTimeOffset.UnixEpoch);
        var text = EqlScript.TextOf(value);
        var isRange = op > EqlComparisonOperator.NotEqual;
        Refuse((isRange ? semantics.Compares(EqlInterpreter.RangeOf(op), text) : (object?)semantics.Is(new LiteralValue(text, true))) is null, $"{field.Name} cannot be searched for {text}");
    }

    private void CheckMembership(EqlMembership node)
    {
        var sort = InExpression(node.Value);
        foreach (var item in node.Items)
        {
            Refuse(HasField(item), "field against field");
            var itemSort = InExpression(item);
            if (node.IgnoreCase)
            {
                Require(sort, EqlSort.Text);
                Require(itemSort, EqlSort.Text);
            }

            // Dates, addresses and versions are written as text.
            Require(itemSort, sort is EqlSort.Date or EqlSort.Ip or EqlSort.Version ? EqlSort.Text : sort);
            if (node.Value is EqlField field)
            {
                CheckFieldValue(field, EqlComparisonOperator.Equal, EqlScript.Constant(item));
            }
        }
    }

    private static void Require(EqlSort actual, EqlSort wanted) =>
        Refuse(actual != wanted && actual is not (EqlSort.Null or EqlSort.Any) && wanted is not (EqlSort.Any or EqlSort.Null), $"{actual} where {wanted} is wanted");

    private static void Refuse(bool condition, string why)
    {
        if (condition)
        {
            throw new OracleRefusalException(why);
        }
    }
}
