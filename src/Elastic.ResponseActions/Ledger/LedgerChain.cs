using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Elastic.ResponseActions;

/// <summary>
/// The hash chain over a ledger's records: a record that is changed, dropped, swapped or put in breaks it. With a key, nobody
/// without it can build the chain anew. What is cut off at the end shows against a head that was kept elsewhere. Not thread-safe.
/// </summary>
public sealed class LedgerChain
{
    private const int HashBytes = 32;

    private readonly byte[]? _key;
    private byte[] _head = new byte[HashBytes];

    /// <summary>Makes an empty chain.</summary>
    /// <param name="key">A secret for HMAC-SHA-256. Null or empty: plain SHA-256.</param>
    public LedgerChain(ReadOnlySpan<byte> key = default) => _key = key.IsEmpty ? null : key.ToArray();

    /// <summary>How many records it has.</summary>
    public long Length { get; private set; }

    /// <summary>The last record's hash, 64 hexadecimal digits: keep it elsewhere to prove later that nothing was cut off.</summary>
    public string Head => Convert.ToHexStringLower(_head);

    /// <summary>Makes the next record.</summary>
    /// <param name="utf8Body">What changed.</param>
    public LedgerRecord Add(ReadOnlyMemory<byte> utf8Body)
    {
        var hash = Next(Length + 1, utf8Body.Span);
        Length++;
        _head = hash;
        return new LedgerRecord(Length, utf8Body, hash);
    }

    /// <summary>Takes up a stored record; it has to be the next one.</summary>
    /// <param name="stored">The record.</param>
    /// <exception cref="LedgerException">It is not the one that was written there.</exception>
    public void Verify(LedgerRecord stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        if (stored.Sequence != Length + 1)
            throw new LedgerException($"The ledger is corrupt: after record {Length} comes record {stored.Sequence}. Records are missing, doubled, or in another order.");

        var hash = Next(stored.Sequence, stored.Utf8Body.Span);
        if (!CryptographicOperations.FixedTimeEquals(hash, stored.Hash.Span))
            throw new LedgerException($"The ledger is corrupt: record {stored.Sequence} is not the one that was written{(_key is null ? "" : ", or the key is another one")}.");

        Length++;
        _head = hash;
    }

    private byte[] Next(long sequence, ReadOnlySpan<byte> body)
    {
        var length = HashBytes + sizeof(long) + body.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        _head.CopyTo(buffer, 0);
        BinaryPrimitives.WriteInt64LittleEndian(buffer.AsSpan(HashBytes), sequence);
        body.CopyTo(buffer.AsSpan(HashBytes + sizeof(long)));
        var hashed = buffer.AsSpan(0, length);
        var hash = _key is null ? SHA256.HashData(hashed) : HMACSHA256.HashData(_key, hashed);
        ArrayPool<byte>.Shared.Return(buffer);
        return hash;
    }
}
