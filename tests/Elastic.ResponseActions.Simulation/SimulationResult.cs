namespace Elastic.ResponseActions.Simulation;

/// <summary>How one run ended.</summary>
internal sealed record SimulationResult
{
    public required int Seed { get; init; }

    public required IReadOnlyList<Violation> Violations { get; init; }

    public required IReadOnlyDictionary<ActionOutcomeKind, int> Outcomes { get; init; }

    public required int Crashes { get; init; }

    public required int Posts { get; init; }

    public required int Steps { get; init; }

    public string Digest { get; init; } = "";

    public IReadOnlyList<string> Text { get; init; } = [];
}

/// <summary>One broken promise.</summary>
internal sealed record Violation(ViolationKind Kind, string What);

internal enum ViolationKind
{
    Lost,
    SentTwice,
    Misdirected,
    FalseSuccess,
    NotDurable,
    OverCap,
    PastKillSwitch,
    PastRelease,
    PastDeadline,
    PastBreaker,
    Inverted,
    WrongRelease,
    PastApproval,
    Stuck,
}
