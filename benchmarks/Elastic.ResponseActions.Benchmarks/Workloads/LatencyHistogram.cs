using System.Globalization;
using System.Numerics;

namespace Elastic.ResponseActions.Benchmarks.Workloads;

/// <summary>Counts durations in buckets that each are an eighth of a power of two wide; adding allocates nothing.</summary>
internal sealed class LatencyHistogram
{
    private const int StepsOfDoubling = 8;
    private const int StepBits = 3;

    private readonly long[] _counts = new long[64 * StepsOfDoubling];

    public long Count { get; private set; }

    public void Add(TimeSpan time)
    {
        Count++;
        _counts[BucketOf((ulong)Math.Max(1, time.TotalNanoseconds))]++;
    }

    /// <summary>The nanoseconds that the share of all durations does not pass, to within an eighth.</summary>
    public double Quantile(double share)
    {
        var left = (long)Math.Ceiling(share * Count);
        for (var bucket = 0; bucket < _counts.Length; bucket++)
        {
            left -= _counts[bucket];
            if (left <= 0)
                return UpperEnd(bucket);
        }

        return 0;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Count:N0} events, median {Quantile(0.5):N0} ns, 99 % {Quantile(0.99):N0} ns, 99.9 % {Quantile(0.999):N0} ns, longest {Quantile(1):N0} ns");

    private static int BucketOf(ulong nanoseconds)
    {
        var doubling = BitOperations.Log2(nanoseconds);
        var step = doubling >= StepBits ? (int)(nanoseconds >> (doubling - StepBits)) & (StepsOfDoubling - 1) : 0;
        return (doubling * StepsOfDoubling) + step;
    }

    private static double UpperEnd(int bucket)
    {
        var start = Math.Pow(2, bucket / StepsOfDoubling);
        return start + (start / StepsOfDoubling * ((bucket % StepsOfDoubling) + 1));
    }
}
