using System.Numerics;

namespace Elastic.ResponseActions.Matching.Execution.Regex;

/// <summary>
/// A regular expression over a whole UTF-8 value: one look-up a byte, whatever the expression. State 0 fits nothing more and
/// state 1 everything; both end the run. Immutable.
/// </summary>
internal sealed class RegexAutomaton
{
    private const int All = 1;   // 0 is the dead state

    private readonly byte[] _classOf;
    private readonly ushort[] _next;
    private readonly bool[] _accepts;
    private readonly int _shift;
    private readonly int _start;

    /// <param name="classOf">The class of each byte.</param>
    /// <param name="classCount">How many classes there are.</param>
    /// <param name="next">For each state, in the order of their numbers, the next state by class; states 0 and 1 included.</param>
    /// <param name="accepts">For each state whether a value may end in it.</param>
    /// <param name="start">The state before the first byte.</param>
    public RegexAutomaton(byte[] classOf, int classCount, ReadOnlySpan<ushort> next, bool[] accepts, int start)
    {
        (_classOf, _accepts, _start) = (classOf, accepts, start);
        _shift = BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)classCount));
        _next = new ushort[accepts.Length << _shift];
        for (var state = 0; state < accepts.Length; state++)
            next.Slice(state * classCount, classCount).CopyTo(_next.AsSpan(state << _shift));
    }

    public int StateCount => _accepts.Length;

    /// <summary>The memory of its tables.</summary>
    public long Bytes => _classOf.Length + (_next.LongLength * sizeof(ushort)) + _accepts.Length;

    public bool IsMatch(ReadOnlySpan<byte> utf8) => IsMatch(utf8, out _);

    /// <param name="utf8">The value.</param>
    /// <param name="steps">How many bytes of it were looked at.</param>
    public bool IsMatch(ReadOnlySpan<byte> utf8, out int steps)
    {
        var (next, classOf, shift) = (_next, _classOf, _shift);
        var state = _start;
        var at = 0;
        for (; at < utf8.Length && state > All; at++)
            state = next[(state << shift) + classOf[utf8[at]]];

        steps = at;
        return _accepts[state];
    }
}
