namespace Elastic.ResponseActions.Benchmarks.Ratios;

/// <summary>How long a run takes.</summary>
internal sealed record RatioSettings
{
    /// <summary>The most rounds.</summary>
    public int Rounds { get; init; } = 15;

    /// <summary>The time after which no further round begins, compiling and warming up included.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(55);

    /// <summary>The number of rules that growth is measured from, to 10 and 30 times as many.</summary>
    public int GrowthBase { get; init; } = 1_000;

    /// <summary>The number of sequence rules, and of keys for which one is open while they are measured.</summary>
    public int SequenceRules { get; init; } = 200;

    /// <inheritdoc cref="SequenceRules"/>
    public int OpenKeys { get; init; } = 100_000;

    /// <summary>The AOT smoke as a native executable; without it the start of a process is not measured.</summary>
    public string? AotExecutable { get; init; }
}
