namespace Elastic.ResponseActions.Dispatching;

/// <summary>Where an action's course came to rest. Immutable.</summary>
/// <param name="Entry">Its entry in the ledger; null where no intent was written.</param>
/// <param name="Id">Kibana's id, where it is known.</param>
/// <param name="Outcome">How it stands.</param>
/// <param name="MayHaveRunBefore">The request may have arrived more than once.</param>
internal sealed record CourseEnd(LedgerEntry? Entry, string? Id, ActionOutcome Outcome, bool MayHaveRunBefore = false);
