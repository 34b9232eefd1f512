using Elastic.ResponseActions.Matching.Execution.Predicates;
using Elastic.ResponseActions.Matching.Execution.Values;
using Elastic.ResponseActions.Matching.Syntax;

namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>Compiles a range with one or two bounds for a field type: one value has to lie between them.</summary>
internal static class RangeTestFactory
{
    public static TypedTest Between(FieldTarget target, RangeBounds bounds)
    {
        if (target.Folded)
            bounds = bounds with { Low = Fold(bounds.Low), High = Fold(bounds.High) };
        var low = bounds.Low is null ? default(TypedTest?) : TypedTestFactory.Bound(target.Type, bounds.IncludesLow ? Comparison.GreaterOrEqual : Comparison.Greater, bounds.Low);
        var high = bounds.High is null ? default(TypedTest?) : TypedTestFactory.Bound(target.Type, bounds.IncludesHigh ? Comparison.LessOrEqual : Comparison.Less, bounds.High);
        return (low, high) switch
        {
            ({ } first, { } second) => Both(target.Type, bounds, first, second),
            ({ } only, null) => only,
            (null, { } only) => only,
            _ => throw new InvalidOperationException("A range open at both ends asks for existence."),
        };
    }

    private static TypedTest Both(FieldType type, RangeBounds bounds, TypedTest low, TypedTest high)
    {
        if (low.Refusal is not null || low.Unknown is not null)
            return low;
        if (high.Refusal is not null || high.Unknown is not null)
            return high;
        if (low.Test is null || high.Test is null || IsEmpty(type, bounds))
            return TypedTest.Never;
        return TypedTest.Of(new AllOfTest([low.Test, high.Test]), $"{low.Key} and {high.Key}", low.UsesNow || high.UsesNow);
    }

    // Both bounds were read before; whether anything lies between them is told here, so that such a rule is not taken for one that can match.
    private static bool IsEmpty(FieldType type, RangeBounds bounds)
    {
        var (above, below) = (bounds.IncludesLow ? Comparison.GreaterOrEqual : Comparison.Greater, bounds.IncludesHigh ? Comparison.LessOrEqual : Comparison.Less);
        return type switch
        {
            FieldType.Long => IntegerValue.TryParseBound(above, bounds.Low!, out var low, out _) && IntegerValue.TryParseBound(below, bounds.High!, out var high, out _) && low.Low > high.High,
            FieldType.Double => DoubleValue.TryParseBound(above, bounds.Low!, out var low, out _) && DoubleValue.TryParseBound(below, bounds.High!, out var high, out _) && low.Low > high.High,
            FieldType.Ip => IpRange.TryParseBound(above, bounds.Low!, out var low, out _) && IpRange.TryParseBound(below, bounds.High!, out var high, out _) && low.Low > high.High,
            _ => false,
        };
    }

    private static string? Fold(string? text) => text is null ? null : FoldedText.Of(text);
}
