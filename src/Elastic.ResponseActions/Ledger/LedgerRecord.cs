namespace Elastic.ResponseActions;

/// <summary>One record of a ledger: its number, what changed, and the hash that ties it to the record before it. Immutable; records are only ever added.</summary>
/// <param name="Sequence">The number, from 1, without gaps.</param>
/// <param name="Utf8Body">What changed: one JSON object in UTF-8. No secret is in it.</param>
/// <param name="Hash">32 bytes over number, body and the hash of the record before it.</param>
public sealed record LedgerRecord(long Sequence, ReadOnlyMemory<byte> Utf8Body, ReadOnlyMemory<byte> Hash)
{
    /// <summary>Number and hash.</summary>
    public override string ToString() => $"{Sequence} {Convert.ToHexStringLower(Hash.Span)}";
}
