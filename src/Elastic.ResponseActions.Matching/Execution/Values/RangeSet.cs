using System.Numerics;

namespace Elastic.ResponseActions.Matching.Execution.Values;

/// <summary>Many ranges as one: sorted and merged, so that a value is looked up by halving. Immutable.</summary>
internal sealed class RangeSet<T>
    where T : struct, IComparisonOperators<T, T, bool>, IMinMaxValue<T>
{
    private readonly ValueRange<T>[] _ranges;

    public RangeSet(IEnumerable<ValueRange<T>> ranges)
    {
        var merged = new List<ValueRange<T>>();
        foreach (var range in ranges.Where(range => !range.IsEmpty).OrderBy(range => range.Low, Comparer<T>.Default))
        {
            if (merged.Count > 0 && range.Low <= merged[^1].High)
                merged[^1] = merged[^1] with { High = range.High > merged[^1].High ? range.High : merged[^1].High };
            else
                merged.Add(range);
        }

        _ranges = [.. merged];
    }

    public bool IsEmpty => _ranges.Length == 0;

    /// <summary>The ranges, in rising order and apart from one another.</summary>
    public IReadOnlyList<ValueRange<T>> Ranges => _ranges;

    public bool Contains(T value)
    {
        // The last range that starts at or before the value is the only one that can hold it.
        var (low, high) = (0, _ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (_ranges[middle].Low <= value)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return high >= 0 && value <= _ranges[high].High;
    }
}
