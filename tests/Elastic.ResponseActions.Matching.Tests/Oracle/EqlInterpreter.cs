using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Eql;
using Elastic.ResponseActions.Matching.Syntax.Regex;

namespace Elastic.ResponseActions.Matching.Tests.Oracle;

/// <summary>
/// Walks an EQL condition over one event. What stands directly on a field is a search on it, and <c>not</c> its complement;
/// everything else is tried with every combination of the fields' values. Null: cannot be decided here.
/// </summary>
internal sealed partial class EqlInterpreter(FieldTypeTable types, DateTimeOffset now)
{
    private readonly EqlTyping _typing = new(types);

    public bool? Holds(EqlEventFilter filter, string categoryField, EventScope scope) =>
        (filter.Category is { } category ? Any(FieldView.Of(categoryField, scope, types, now), type => type.Is(new LiteralValue(category, true))) : true)
        & Holds(filter.Condition, scope);

    public bool? Holds(QueryNode node, EventScope scope) => node switch
    {
        AndNode and => Three.All(and.Children.Select(child => Holds(child, scope))),
        OrNode or => !Three.All(or.Children.Select(child => !Holds(child, scope))),
        NotNode not => !Holds(not.Child, scope),
        EqlLiteral literal => literal.Value.IsTrue,
        EqlField field => Is(field, true, scope),
        EqlComparison comparison => Compare(comparison, scope),
        EqlMembership { Value: EqlField field } list => AnyOf(list.Items.Select(EqlScript.Constant).Where(value => value is not null)
            .Select(value => list.IgnoreCase ? Like(field, (string)value!, true, scope, literal: true) : Is(field, value!, scope))),
        EqlPattern { Operator: EqlPatternOperator.Regex or EqlPatternOperator.RegexIgnoreCase, Value: EqlField field } regex => FitsRegex(regex, field, scope),
        EqlPattern { Value: EqlField field } pattern => AnyOf(pattern.Patterns.Select(text => Like(field, text.Value.Text!, pattern.Operator != EqlPatternOperator.Like, scope))),
        EqlCall { Function: EqlFunction.CidrMatch } call when call.Arguments[0] is EqlField field => CidrMatch(call, field, scope),
        EqlCall call when call.Arguments[0] is EqlField field && !EqlTyping.HasField(call.Arguments[1]) => OnText(call, field, EqlScript.Constant(call.Arguments[1]) as string, scope),
        _ => Tried(node, scope),
    };

    public static EqlComparisonOperator Mirrored(EqlComparisonOperator op) => op switch
    {
        EqlComparisonOperator.Less => EqlComparisonOperator.Greater,
        EqlComparisonOperator.Greater => EqlComparisonOperator.Less,
        EqlComparisonOperator.LessOrEqual => EqlComparisonOperator.GreaterOrEqual,
        EqlComparisonOperator.GreaterOrEqual => EqlComparisonOperator.LessOrEqual,
        _ => op,
    };

    public static RangeOperator RangeOf(EqlComparisonOperator op) => op switch
    {
        EqlComparisonOperator.Less => RangeOperator.Less,
        EqlComparisonOperator.LessOrEqual => RangeOperator.LessOrEqual,
        EqlComparisonOperator.Greater => RangeOperator.Greater,
        _ => RangeOperator.GreaterOrEqual,
    };

    private bool? Compare(EqlComparison node, EventScope scope)
    {
        var (op, left, right) = (node.Operator, node.Left, node.Right);
        if (EqlTyping.HasField(left) && EqlTyping.HasField(right))
        {
            // Only an optional field that is not mapped gets here: it is null.
            return WithNull(op, _typing.IsMissingOptional(left) ? right : left, scope);
        }

        if (EqlTyping.HasField(right))
        {
            (op, left, right) = (Mirrored(op), right, left);
        }

        var value = EqlScript.Constant(right);
        if (value is null)
        {
            return WithNull(op, left, scope);
        }

        while (left is EqlCall call && TakeOff(call, op, value) is { } simpler)
        {
            (left, op, value) = simpler;
        }

        if (left is EqlField field)
        {
            return op switch
            {
                EqlComparisonOperator.Equal => Is(field, value, scope),
                EqlComparisonOperator.NotEqual => !Is(field, value, scope),
                _ => Ranges(field, op, value, scope),
            };
        }

        if (EqlTyping.HasField(left) && value is bool expected && _typing.SortOf(left) == EqlSort.Boolean)
        {
            return expected == (op == EqlComparisonOperator.Equal) ? Holds(left, scope) : !Holds(left, scope);
        }

        return Tried(new EqlComparison(op, left, Literal(value), node.Span), scope);
    }

    private bool? WithNull(EqlComparisonOperator op, QueryNode left, EventScope scope)
    {
        if (op > EqlComparisonOperator.NotEqual)
        {
            return false;
        }

        var isNull = left is EqlField field
            ? FieldView.Of(field.Name, scope, types, now) is var view && !view.Values.Any(view.Type.IsIndexed)
            : Tried(new EqlComparison(EqlComparisonOperator.Equal, left, Literal(null), left.Span), scope);
        return op == EqlComparisonOperator.Equal ? isNull : !isNull;
    }

    /// <summary>Elasticsearch moves whole numbers to the other side of a comparison, which turns it into one on the field.</summary>
    private (QueryNode Left, EqlComparisonOperator Op, object Value)? TakeOff(EqlCall call, EqlComparisonOperator op, object value)
    {
        if (call.Function > EqlFunction.Negate || value is not (long or double) || Floats(call))
        {
            return null;
        }

        if (call.Function == EqlFunction.Negate)
        {
            return value is long.MinValue ? null : (call.Arguments[0], Mirrored(op), value is long whole ? -whole : -(double)value);
        }

        if (value is not long bound)
        {
            return null;
        }

        var constantIsFirst = !EqlTyping.HasField(call.Arguments[0]);
        if (EqlScript.Constant(constantIsFirst ? call.Arguments[0] : EqlTyping.HasField(call.Arguments[1]) ? Literal(null) : call.Arguments[1]) is not long number
            || (constantIsFirst && call.Function == EqlFunction.Subtract))
        {
            return null;
        }

        BigInteger? result = call.Function switch
        {
            EqlFunction.Add => (BigInteger)bound - number,
            EqlFunction.Subtract => (BigInteger)bound + number,
            EqlFunction.Multiply when number != 0 && (BigInteger)bound % number == 0 => (BigInteger)bound / number,
            _ => null,
        };
        return result is null || result < long.MinValue || result > long.MaxValue
            ? null
            : (call.Arguments[constantIsFirst ? 1 : 0], call.Function == EqlFunction.Multiply && number < 0 ? Mirrored(op) : op, (long)result);
    }

    private bool Floats(QueryNode node) => node switch
    {
        EqlLiteral literal => literal.Value.Kind == EqlValueKind.Real,
        EqlField field => FieldView.TypeOf(field.Name, types) == FieldType.Double,
        EqlCall { Function: EqlFunction.Number } => true,
        EqlCall { Function: <= EqlFunction.Negate } call => call.Arguments.Any(Floats),
        _ => false,
    };

    private bool? Is(EqlField field, object value, EventScope scope)
    {
        var view = FieldView.Of(field.Name, scope, types, now);
        if (value is double number && !FieldView.IsMapped(field.Name, types))
        {
            return view.Values.Any(json => json.ValueKind == JsonValueKind.Number ? json.GetDouble() == number : view.Type.Is(new LiteralValue(EqlScript.TextOf(value), true))!(json) == true);
        }

        return Any(view, type => type.Is(new LiteralValue(EqlScript.TextOf(value), true)));
    }

    private bool? Ranges(EqlField field, EqlComparisonOperator op, object value, EventScope scope)
    {
        var view = FieldView.Of(field.Name, scope, types, now);
        var text = EqlScript.TextOf(value);
        if (FieldView.TypeOf(field.Name, types) == FieldType.Version)
        {
            return view.Values.Any(json => EqlScript.Compare(op, (long)CompareVersions(json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText(), text), 0L) == true);
        }

        if (value is string or bool || FieldView.IsMapped(field.Name, types))
        {
            return Any(view, type => type.Compares(RangeOf(op), text));
        }

        return view.Values.Any(json => json.ValueKind == JsonValueKind.Number
            ? EqlScript.Compare(op, json.GetDouble(), value) == true
            : view.Type.Compares(RangeOf(op), text)!(json) == true);
    }

    private bool? Like(EqlField field, string pattern, bool ignoreCase, EventScope scope, bool literal = false)
    {
        var view = FieldView.Of(field.Name, scope, types, now);
        if (!literal && pattern.Length > 0 && pattern.All(character => character == '*'))
        {
            return view.Values.Any(view.Type.IsIndexed);
        }

        var symbols = literal ? WildcardPattern.OfKql([pattern]) : WildcardPattern.OfEql(pattern);
        return Any(view, type => type.Fits(symbols, ignoreCase));
    }

    private bool? FitsRegex(EqlPattern node, EqlField field, EventScope scope)
    {
        var view = FieldView.Of(field.Name, scope, types, now);
        if (FieldView.IsMapped(field.Name, types) && FieldView.TypeOf(field.Name, types) == FieldType.Other)
        {
            return view.Values.Count > 0 ? null : false;
        }

        // A field in lower case takes its expressions in lower case.
        string Cased(string pattern) => types.TryGetParent(field.Name, out _, out var lowercase) && lowercase ? pattern.ToLowerInvariant() : pattern;
        var script = new EqlScript(types, new Dictionary<QueryNode, JsonElement?>());
        var texts = view.Values.Where(view.Type.IsIndexed).Select(value => (string)script.Read(field.Name, value, EqlSort.Text)!).ToList();

        // Elasticsearch answers an empty expression on a wildcard field with nothing.
        var isWildcard = FieldView.TypeOf(field.Name, types) == FieldType.Wildcard;
        return node.Patterns.Where(pattern => !isWildcard || pattern.Value.Text!.Length > 0).Select(pattern => RegexParser.Parse(new RegexText(Cased(pattern.Value.Text!)), new RegexLimits()))
            .Any(regex => texts.Any(text => RegexSemantics.IsMatch(regex, text, node.Operator == EqlPatternOperator.RegexIgnoreCase)));
    }

    private bool? CidrMatch(EqlCall call, EqlField field, EventScope scope)
    {
        var blocks = call.Arguments.Skip(1).Select(EqlScript.Constant).ToList();
        return blocks.Contains(null) ? false : Tried(call, scope);
    }

    // Constants of `endsWith` and `stringContains` go into a wildcard pattern as they are, that of `startsWith` does not.
    private bool? OnText(EqlCall call, EqlField field, string? part, EventScope scope)
    {
        if (part is null)
        {
            return false;
        }

        var pattern = call.Function switch
        {
            EqlFunction.StartsWith => WildcardPattern.OfKql([part, ""]),
            EqlFunction.EndsWith => WildcardPattern.OfDsl($"*{part}"),
            _ => WildcardPattern.OfDsl($"*{part}*"),
        };
        return Any(FieldView.Of(field.Name, scope, types, now), type => type.Fits(pattern, call.IgnoreCase));
    }

    /// <summary>True where some combination of values, one for each place where a field stands, makes the expression true.</summary>
    private bool? Tried(QueryNode node, EventScope scope)
    {
        var places = EqlTyping.FieldsIn(node).ToList();
        if (places.FirstOrDefault(place => FieldView.IsMapped(place.Name, types) && FieldView.TypeOf(place.Name, types) == FieldType.Other) is { } open)
        {
            return FieldView.Of(open.Name, scope, types, now).Values.Count > 0 ? null : false;
        }

        IEnumerable<Dictionary<QueryNode, JsonElement?>> combinations = [new(ReferenceEqualityComparer.Instance)];
        foreach (var place in places)
        {
            var view = FieldView.Of(place.Name, scope, types, now);
            var values = view.Values.Where(view.Type.IsIndexed).Select(value => (JsonElement?)value).DefaultIfEmpty(null).ToList();
            combinations = combinations.SelectMany(chosen => values.Select(value => new Dictionary<QueryNode, JsonElement?>(chosen, ReferenceEqualityComparer.Instance) { [place] = value }));
        }

        return combinations.Any(chosen => new EqlScript(types, chosen).Truth(node) == true);
    }

    private static bool? Any(FieldView field, Func<TypeSemantics, Func<JsonElement, bool?>?> meaning) =>
        meaning(field.Type) is { } predicate ? AnyOf(field.Values.Select(predicate)) : false;

    private static bool? AnyOf(IEnumerable<bool?> verdicts) => !Three.All(verdicts.Select(verdict => !verdict));

    private static EqlLiteral Literal(object? value) => new(
        value switch
        {
            null => EqlValue.Null,
            bool truth => EqlValue.Of(truth),
            long number => EqlValue.Of(number),
            double number => EqlValue.Of(number),
            _ => EqlValue.Of((string)value),
        },
        default);

    /// <summary>Semantic versions of any number of parts; what is none comes last, by its bytes.</summary>
    private static int CompareVersions(string left, string right)
    {
        var (first, second) = (Version().Match(left), Version().Match(right));
        if (!first.Success || !second.Success)
        {
            return first.Success != second.Success
                ? (first.Success ? -1 : 1)
                : System.Text.Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(right));
        }

        var order = CompareParts(first.Groups["main"].Value, second.Groups["main"].Value);
        var (a, b) = (first.Groups["pre"], second.Groups["pre"]);
        order = order != 0 ? order : a.Success && b.Success ? CompareParts(a.Value, b.Value) : b.Success.CompareTo(a.Success);
        return order != 0 ? order : string.CompareOrdinal(first.Groups["build"].Value, second.Groups["build"].Value);
    }

    private static int CompareParts(string left, string right)
    {
        var (first, second) = (left.Split('.'), right.Split('.'));
        foreach (var (a, b) in first.Zip(second))
        {
            var (aIsNumber, bIsNumber) = (BigInteger.TryParse(a, out var x), BigInteger.TryParse(b, out var y));
            var order = aIsNumber && bIsNumber ? x.CompareTo(y) : aIsNumber != bIsNumber ? (aIsNumber ? -1 : 1) : string.CompareOrdinal(a, b);
            if (order != 0)
            {
                return order;
            }
        }

        return first.Length.CompareTo(second.Length);
    }

    [GeneratedRegex(@"^(?<main>(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*))*)(-(?<pre>(?<p>0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(\.(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*))?(\+(?<build>[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*))?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Version();
}
