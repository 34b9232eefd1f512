using Elastic.ResponseActions.Kibana;

namespace Elastic.ResponseActions;

/// <summary>How one action ended, or where it stands, and why. Immutable.</summary>
public sealed record ActionOutcome
{
    private const int MaxReasonChars = 2048;

    /// <summary>The kind.</summary>
    public required ActionOutcomeKind Kind { get; init; }

    /// <summary>Why, in a sentence. It may hold text from hosts and servers; such text is escaped.</summary>
    public required string Reason { get; init; }

    /// <summary>The agent's own code, e.g. <c>ra_kill-process_error_not-permitted</c>; null where it gave none. Open.</summary>
    public string? Code { get; init; }

    /// <summary>The guard that stopped it right before the send, e.g. <c>caps</c>; null where none did.</summary>
    public string? Guard { get; init; }

    /// <summary>Confirmed without anything having changed: the process was gone, or suspended, before.</summary>
    public bool AlreadySo { get; init; }

    /// <summary>Nothing will change this outcome any more.</summary>
    public bool IsFinal => Kind is ActionOutcomeKind.Confirmed or ActionOutcomeKind.Failed or ActionOutcomeKind.Refused or ActionOutcomeKind.Superseded
        or ActionOutcomeKind.Expired or ActionOutcomeKind.Cancelled or ActionOutcomeKind.WouldSend;

    /// <summary>Only a person moves it on.</summary>
    public bool NeedsPerson => Kind is ActionOutcomeKind.Held or ActionOutcomeKind.Parked;

    /// <summary>Kind, code and reason.</summary>
    public override string ToString() => Code is null ? $"{Kind}: {Reason}" : $"{Kind} ({Code}): {Reason}";

    internal static ActionOutcome Of(ActionOutcomeKind kind, string reason, string? code = null) => new() { Kind = kind, Reason = VisibleText.Of(reason, MaxReasonChars), Code = code };
}
