namespace Elastic.ResponseActions.Tool.Planning;

/// <summary>The names of outcomes in the output.</summary>
internal static class OutcomeNames
{
    public static string Of(ActionOutcomeKind kind) => kind switch
    {
        ActionOutcomeKind.Confirmed => "confirmed",
        ActionOutcomeKind.Failed => "failed",
        ActionOutcomeKind.Refused => "refused",
        ActionOutcomeKind.Superseded => "superseded",
        ActionOutcomeKind.Expired => "expired",
        ActionOutcomeKind.Cancelled => "cancelled",
        ActionOutcomeKind.Held => "held",
        ActionOutcomeKind.Parked => "parked",
        ActionOutcomeKind.Sent => "sent",
        ActionOutcomeKind.Blocked => "blocked",
        ActionOutcomeKind.WouldSend => "would-send",
        ActionOutcomeKind.PendingPastDeadline => "pending-past-deadline",
        ActionOutcomeKind.Unconfirmed => "unconfirmed",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "An outcome without a name."),
    };
}
