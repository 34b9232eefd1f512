namespace Elastic.ResponseActions;

/// <summary>What became of an action that was handed to the dispatcher: its entry in the ledger, or why there is none. Immutable.</summary>
/// <param name="Entry">The entry; null where the action was stopped before its intent was written.</param>
/// <param name="Stopped">Why it was stopped; null where it was not.</param>
public sealed record EnqueueResult(LedgerEntry? Entry, ActionOutcome? Stopped);
