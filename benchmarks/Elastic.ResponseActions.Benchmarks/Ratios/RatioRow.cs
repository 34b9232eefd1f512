namespace Elastic.ResponseActions.Benchmarks.Ratios;

/// <summary>One figure: the quantity that its goal limits, once a round.</summary>
/// <param name="Name">The number of the goal.</param>
/// <param name="What">What the figure is, in words.</param>
/// <param name="Unit">What the quantity counts; <c>ratio</c> where it has no unit.</param>
/// <param name="Values">The quantity in each round.</param>
/// <param name="BytesPerEvent">Bytes allocated for an event; null where no event is matched.</param>
internal sealed record RatioRow(string Name, string What, string Unit, IReadOnlyList<double> Values, double? BytesPerEvent)
{
    public double Median => Figures.Median(Values);

    /// <summary>A time over another, round by round.</summary>
    public static RatioRow Of(string name, string what, Timing timing, Timing by) =>
        new(name, what, "ratio", [.. timing.Nanoseconds.Zip(by.Nanoseconds, (a, b) => a / b)], timing.BytesPerEvent);

    public override string ToString() => $"{Name,-12} {Median,12:N3}  [{Values.Min():N3} – {Values.Max():N3}] {Unit}  {What}";
}
