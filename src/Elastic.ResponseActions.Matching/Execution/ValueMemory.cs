using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Elastic.ResponseActions.Matching.Execution.Reading;

namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>
/// Remembers what the values of events before were found to make true. Of ten values that rules look at, eight have been there a
/// short time ago: to compare such a value with the remembered one is cheaper than to look it up. What an event leaves here may
/// make another one slower to match; it cannot change an answer, because the whole value is compared, and what is remembered of
/// it depends on nothing else.
/// </summary>
/// <remarks>
/// Values stand in a ring, each with its uses behind it, until what comes after overwrites them; a table of one place a hash says where.
/// </remarks>
internal sealed class ValueMemory
{
    /// <summary>Longer values are not remembered.</summary>
    public const int MaxValueBytes = 512;

    private const int MaxUses = 64;
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;

    private readonly Place[] _places;
    private readonly ulong[] _ring;
    private long _written;
    private int _missed;

    /// <param name="places">How many values are remembered at most; a power of two.</param>
    /// <param name="ringBytes">How many bytes they and their uses may take; a power of two.</param>
    public ValueMemory(int places, int ringBytes)
    {
        _places = new Place[places];
        _ring = new ulong[ringBytes / sizeof(ulong)];
        _written = 2L * _ring.Length;   // so that a place never written to is one overwritten long ago
    }

    /// <summary>What a value makes true, if it is remembered.</summary>
    /// <param name="key">Whose value it is, and what was looked for.</param>
    /// <param name="value">The value, of at most <see cref="MaxValueBytes"/>.</param>
    /// <param name="uses">What it makes true.</param>
    public bool TryFind(int key, ReadOnlySpan<byte> value, out ReadOnlySpan<PredicateUse> uses)
    {
        var index = IndexOf(key, value);
        ref readonly var place = ref _places[index];
        if (place.Key == key && place.Length == value.Length && _written - place.Position <= _ring.Length)
        {
            var words = MemoryMarshal.CreateReadOnlySpan(ref _ring[(int)place.Position & (_ring.Length - 1)], WordsOf(value.Length) + place.Uses);
            if (MemoryMarshal.AsBytes(words)[..value.Length].SequenceEqual(value))
            {
                uses = MemoryMarshal.Cast<ulong, PredicateUse>(words[WordsOf(value.Length)..]);
                return true;
            }
        }

        _missed = index;
        uses = [];
        return false;
    }

    /// <summary>Remembers what a value makes true that <see cref="TryFind"/> has just not found.</summary>
    public void Remember(int key, ReadOnlySpan<byte> value, ReadOnlySpan<PredicateUse> uses)
    {
        if (uses.Length > MaxUses)
            return;

        var length = WordsOf(value.Length) + uses.Length;
        var start = (int)_written & (_ring.Length - 1);
        if (start + length > _ring.Length)
        {
            _written += _ring.Length - start;   // what does not fit before the end begins at the start
            start = 0;
        }

        var words = _ring.AsSpan(start, length);
        value.CopyTo(MemoryMarshal.AsBytes(words));
        uses.CopyTo(MemoryMarshal.Cast<ulong, PredicateUse>(words[WordsOf(value.Length)..]));
        _places[_missed] = new Place { Position = _written, Key = key, Length = (ushort)value.Length, Uses = (ushort)uses.Length };
        _written += length;
    }

    private static int WordsOf(int bytes) => (bytes + sizeof(ulong) - 1) / sizeof(ulong);

    // The start, the end and the middle tell nearly all values apart; those they do not tell apart take turns.
    private int IndexOf(int key, ReadOnlySpan<byte> value)
    {
        ref var bytes = ref MemoryMarshal.GetReference(value);
        var hash = ((uint)key | ((ulong)value.Length << 32)) * Multiplier;
        if (value.Length >= sizeof(ulong))
        {
            hash ^= LittleEndian.Read(ref bytes);
            hash = (hash ^ (hash >> 29)) * Multiplier;
            hash ^= LittleEndian.Read(ref Unsafe.Add(ref bytes, (value.Length / 2) - (sizeof(ulong) / 2)));
            hash = (hash ^ (hash >> 29)) * Multiplier;
            hash ^= LittleEndian.Read(ref Unsafe.Add(ref bytes, value.Length - sizeof(ulong)));
        }
        else
        {
            for (var i = 0; i < value.Length; i++)
                hash = (hash ^ value[i]) * Multiplier;
        }

        hash = (hash ^ (hash >> 32)) * Multiplier;
        return (int)(hash >> 40) & (_places.Length - 1);
    }

    private struct Place
    {
        public long Position;
        public int Key;
        public ushort Length;
        public ushort Uses;
    }
}
