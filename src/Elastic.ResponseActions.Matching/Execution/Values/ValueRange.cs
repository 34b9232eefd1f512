using System.Numerics;

namespace Elastic.ResponseActions.Matching.Execution.Values;

/// <summary>
/// Every condition on a number, date or address is a range that includes both ends: a term has equal ends, and
/// <c>&gt; 5</c> on whole numbers starts at 6. A range with <paramref name="Low"/> above <paramref name="High"/> holds nothing.
/// </summary>
internal readonly record struct ValueRange<T>(T Low, T High)
    where T : struct, IComparisonOperators<T, T, bool>, IMinMaxValue<T>
{
    public static ValueRange<T> Nothing => new(T.MaxValue, T.MinValue);

    public bool IsEmpty => Low > High;

    public static ValueRange<T> Only(T value) => new(value, value);

    public static ValueRange<T> AtLeast(T value) => new(value, T.MaxValue);

    public static ValueRange<T> AtMost(T value) => new(T.MinValue, value);

    public bool Contains(T value) => value >= Low && value <= High;
}
