using System.Runtime.CompilerServices;

namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>
/// Where the tokens of an event are: the position of every quote that opens or closes a string, of every brace, bracket, colon and
/// comma outside strings, and of the first byte of everything else there that is not white space. Between two entries outside a
/// string there is nothing but white space, so that reading the entries in order is reading the document.
/// Filled a stretch at a time by a <see cref="ITokenScanner"/>, so that its size does not depend on the event's.
/// </summary>
internal sealed class TokenIndex(ITokenScanner scanner)
{
    /// <summary>So many entries behind the current one can be looked at without asking.</summary>
    public const int Lookahead = 8;

    // Room for a stretch that is all tokens, those kept from the one before, a block that is written past the end, the lookahead.
    private const int Capacity = ScanState.StretchBytes + BlockMasks.Length + (2 * Lookahead);

    private ulong[] _backslashes = new ulong[64];
    private ScanState _state;
    private int _length;
    private int _lastSafe;

    /// <summary>Positions of the tokens at hand; behind the last come <see cref="Lookahead"/> that say "the end of the event".</summary>
    public int[] Positions { get; } = new int[Capacity];

    /// <summary>The byte at each position; 0 at the end of the event.</summary>
    public byte[] Bytes { get; } = new byte[Capacity];

    /// <summary>How many positions are at hand.</summary>
    public int Count { get; private set; }

    private bool IsAtEnd => _state.Next >= _length;

    /// <summary>Too few positions are left to look ahead, and there are more to come.</summary>
    public bool NeedsRefill(int at) => at > _lastSafe;

    /// <summary>Starts an event. False: its beginning is not well formed.</summary>
    public bool Begin(ReadOnlySpan<byte> json)
    {
        _state = default;
        _length = json.Length;
        Count = 0;
        var blocks = (json.Length + BlockMasks.Length - 1) / BlockMasks.Length;
        if (_backslashes.Length < blocks)
            _backslashes = new ulong[Math.Max(blocks, _backslashes.Length * 2)];
        return Scan(json);
    }

    /// <summary>Keeps the positions from <paramref name="at"/> on and scans the next stretch. False: it is not well formed.</summary>
    public bool Refill(ReadOnlySpan<byte> json, int at)
    {
        Positions.AsSpan(at, Count - at).CopyTo(Positions);
        Bytes.AsSpan(at, Count - at).CopyTo(Bytes);
        Count -= at;
        return Scan(json);
    }

    /// <summary>Tells whether a string has escapes.</summary>
    /// <param name="start">Its first byte.</param>
    /// <param name="end">The byte behind its last, which has been scanned.</param>
    public bool HasBackslash(int start, int end)
    {
        var block = (int)((uint)start / BlockMasks.Length);
        var last = (int)((uint)end / BlockMasks.Length);
        var bits = _backslashes[block] >> start;   // counts modulo 64
        if (block == last)
            return bits << (BlockMasks.Length - 1 - (end - start)) != 0;   // up to the closing quote, which is no backslash

        while (bits == 0 && ++block < last)
            bits = _backslashes[block];
        return bits != 0 || _backslashes[last] << ~end != 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]   // keeps the reader's loop small enough for registers
    private bool Scan(ReadOnlySpan<byte> json)
    {
        // A stretch inside a long string has no tokens: go on until there is something to read.
        do
        {
            Count = scanner.Scan(json, ref _state, this, Count, _backslashes);
        }
        while (Count < Lookahead && Count >= 0 && !IsAtEnd);

        if (Count < 0 || (IsAtEnd && _state.InString != 0))
            return false;
        Positions.AsSpan(Count, Lookahead).Fill(json.Length);
        Bytes.AsSpan(Count, Lookahead).Clear();
        _lastSafe = IsAtEnd ? int.MaxValue : Count - Lookahead;
        return true;
    }
}

/// <summary>Finds the tokens of a stretch of JSON.</summary>
internal interface ITokenScanner
{
    /// <summary>Scans on from <see cref="ScanState.Next"/>, one stretch.</summary>
    /// <returns>The number of positions now at hand; -1 where a string holds a control character or a broken escape.</returns>
    int Scan(ReadOnlySpan<byte> json, ref ScanState state, TokenIndex tokens, int count, ulong[] backslashes);
}

/// <summary>What scanning carries from one stretch to the next.</summary>
internal struct ScanState
{
    /// <summary>Bytes of a stretch.</summary>
    public const int StretchBytes = 4096;

    /// <summary>Where to go on.</summary>
    public int Next;

    /// <summary>All bits set inside a string, none outside.</summary>
    public ulong InString;

    /// <summary>1 where the byte before is a backslash that escapes the next.</summary>
    public ulong Escapes;

    /// <summary>1 where the byte before belongs to a number or a word.</summary>
    public ulong InScalar;
}
