using Elastic.ResponseActions.Json;

namespace Elastic.ResponseActions;

/// <summary>What the guards say of one planned action, and what each of them said. Immutable.</summary>
public sealed record GuardReview
{
    /// <summary>The verdict.</summary>
    public required GuardVerdict Verdict { get; init; }

    /// <summary>The guard that gave it; for <see cref="GuardVerdict.Approved"/> and <see cref="GuardVerdict.WouldSend"/> the <c>mode</c> guard.</summary>
    public required string Guard { get; init; }

    /// <summary>Why, in one sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>The mode the policy gives this action.</summary>
    public required ActionMode Mode { get; init; }

    /// <summary>The action that may be sent; only where <see cref="Verdict"/> is <see cref="GuardVerdict.Approved"/>.</summary>
    public ApprovedAction? Approved { get; init; }

    /// <summary>How the action stands with the people who may have to agree to it.</summary>
    public ApprovalState Approval { get; init; }

    /// <summary>What a person has to be asked; only where nothing but that approval is missing.</summary>
    public ApprovalRequest? Request { get; init; }

    /// <summary>What every guard said, in their order.</summary>
    public IReadOnlyList<GuardStep> Steps { get; init => field = ValueList<GuardStep>.Of(value); } = ValueList<GuardStep>.Empty;

    /// <inheritdoc />
    public override string ToString() => $"{Verdict} ({Guard}): {Reason}";
}

/// <summary>What one guard said.</summary>
/// <param name="Guard">The guard's name, for example <c>protected hosts</c>.</param>
/// <param name="Outcome">What it said.</param>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record GuardStep(string Guard, GuardOutcome Outcome, string Reason);

/// <summary>What one guard says.</summary>
public enum GuardOutcome
{
    /// <summary>Nothing against it.</summary>
    Pass,

    /// <summary>It has to wait.</summary>
    Hold,

    /// <summary>It must not be sent.</summary>
    Refuse,

    /// <summary>A fact is missing that only Kibana has.</summary>
    NeedsKibana,
}
