namespace Elastic.ResponseActions;

/// <summary>What a person is asked: may this action be sent? Immutable.</summary>
/// <param name="Entry">The action, as it stands in the ledger.</param>
/// <param name="Digest">What an approval has to name: it holds for exactly this content.</param>
/// <param name="Until">When silence refuses, by the steady clock of the dispatcher.</param>
public sealed record ApprovalQuestion(LedgerEntry Entry, ApprovalDigest Digest, DateTimeOffset Until);
