using System.Globalization;
using Elastic.ResponseActions.Matching.Syntax.Regex;

namespace Elastic.ResponseActions.Matching.Compilation.Regex;

/// <summary>
/// Writes an expression out as a nondeterministic automaton (Thompson's construction). Each part starts at a given state and
/// says where it ends. Complement and intersection go by way of a deterministic automaton of their own.
/// Values are valid UTF-8, which saves states: any run of characters is any run of bytes, and any character is a first byte and
/// what follows it. A part may then end inside a character, but only where it could as well end behind it. A complement lets
/// valid text pass only, so that it does not end inside a character either.
/// </summary>
internal sealed class RegexNfaBuilder(bool ignoreCase, RegexWork work)
{
    private const int FirstLeadByte = 0xC2;
    private const int LastLeadByte = 0xF4;
    private const int FirstContinuation = 0x80;
    private const int LastContinuation = 0xBF;

    private readonly RegexNfa _nfa = new(work);
    private Utf8Edges? _utf8;

    public static RegexDfa Determinize(RegexNode node, bool ignoreCase, RegexWork work) =>
        new RegexNfaBuilder(ignoreCase, work).Determinize(node);

    private RegexDfa Determinize(RegexNode node)
    {
        var start = _nfa.AddState();
        var accept = Build(node, start);
        return RegexDeterminizer.Run(_nfa, start, accept, work);
    }

    private int Build(RegexNode node, int from)
    {
        work.CheckStack();
        return node switch
        {
            RegexClass set => Class(set, from),
            RegexSequence sequence => Sequence(sequence.Parts, from),
            RegexUnion union => Union(union.Choices, from),
            RegexRepeat repeat => Repeat(repeat, from),
            RegexAnyText => AnyText(from),
            RegexNothing => _nfa.AddState(),
            RegexInterval interval => Interval(interval, from),
            RegexComplement complement => Embed(RegexProduct.Except(ValidText(), Determinize(complement.Part, ignoreCase, work), work), from),
            RegexIntersection intersection => Embed(Intersect(intersection.Parts), from),
            _ => throw new InvalidOperationException($"{node.GetType().Name} has no automaton."),
        };
    }

    private int Class(RegexClass set, int from)
    {
        var to = _nfa.AddState();
        var codePoints = CodePoints.Of(set, ignoreCase);
        if (!CodePoints.HaveAllBeyondAscii(codePoints))
        {
            AddExactly(from, codePoints, to);
            return to;
        }

        foreach (var range in codePoints)
        {
            if (range.First < FirstContinuation)
                _nfa.AddEdge(from, range.First, Math.Min(range.Last, FirstContinuation - 1), to);
        }

        _nfa.AddEdge(from, FirstLeadByte, LastLeadByte, to);
        _nfa.AddEdge(to, FirstContinuation, LastContinuation, to);
        return to;
    }

    private void AddExactly(int from, IReadOnlyList<RegexRange> codePoints, int to) => (_utf8 ??= new Utf8Edges(_nfa)).Add(from, codePoints, to);

    private int Sequence(IReadOnlyList<RegexNode> parts, int from)
    {
        foreach (var part in parts)
            from = Build(part, from);
        return from;
    }

    private int Union(IReadOnlyList<RegexNode> choices, int from)
    {
        var to = _nfa.AddState();
        foreach (var choice in choices)
            _nfa.AddStep(Build(choice, from), to);
        return to;
    }

    private int Repeat(RegexRepeat repeat, int from)
    {
        for (var i = 0; i < repeat.Min; i++)
            from = Build(repeat.Part, from);
        if (repeat.Max is not { } max)
            return repeat.Part is RegexClass { Ranges: [], Negated: true } ? AnyText(from) : Loop(repeat.Part, from);

        var to = _nfa.AddState();
        for (var i = repeat.Min; i < max; i++)
        {
            _nfa.AddStep(from, to);
            from = Build(repeat.Part, from);
        }

        _nfa.AddStep(from, to);
        return to;
    }

    private int Loop(RegexNode part, int from)
    {
        var loop = _nfa.AddState();
        _nfa.AddStep(from, loop);
        _nfa.AddStep(Build(part, loop), loop);
        return loop;
    }

    private int AnyText(int from)
    {
        var loop = _nfa.AddState();
        _nfa.AddStep(from, loop);
        _nfa.AddEdge(loop, byte.MinValue, byte.MaxValue, loop);
        return loop;
    }

    // Without a fixed number of digits: zeros, then a number of each length that has no needless zero.
    private int Interval(RegexInterval interval, int from)
    {
        var to = _nfa.AddState();
        if (interval.Digits > 0)
        {
            Digits(from, Text(interval.Min, interval.Digits), Text(interval.Max, interval.Digits), to);
            return to;
        }

        var zeros = Loop(RegexClass.Of('0'), from);
        long smallest = 0;
        long next = 10;
        for (var length = 1; smallest <= interval.Max; length++, smallest = next, next *= 10)
        {
            var (low, high) = (Math.Max(smallest, interval.Min), Math.Min(next - 1, interval.Max));
            if (low <= high)
                Digits(zeros, Text(low, length), Text(high, length), to);
        }

        return to;
    }

    private void Digits(int from, string low, string high, int to)
    {
        // By whether all digits so far are those of the low bound, and of the high bound.
        var states = new Dictionary<(bool OnLow, bool OnHigh), int> { [(true, true)] = from };
        for (var i = 0; i < low.Length; i++)
        {
            var next = new Dictionary<(bool OnLow, bool OnHigh), int>();
            foreach (var ((onLow, onHigh), state) in states)
            {
                for (var digit = onLow ? low[i] : '0'; digit <= (onHigh ? high[i] : '9'); digit++)
                {
                    var key = (onLow && digit == low[i], onHigh && digit == high[i]);
                    if (!next.TryGetValue(key, out var target))
                        next.Add(key, target = i == low.Length - 1 ? to : _nfa.AddState());
                    _nfa.AddEdge(state, digit, digit, target);
                }
            }

            states = next;
        }
    }

    private static string Text(long number, int digits) => number.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');

    private RegexDfa Intersect(IReadOnlyList<RegexNode> parts)
    {
        var result = Determinize(parts[0], ignoreCase, work);
        for (var i = 1; i < parts.Count; i++)
            result = RegexProduct.Both(result, Determinize(parts[i], ignoreCase, work), work);
        return result;
    }

    private RegexDfa ValidText()
    {
        var valid = new RegexNfaBuilder(ignoreCase: false, work);
        var text = valid._nfa.AddState();
        valid.AddExactly(text, CodePoints.Of(RegexClass.AnyChar, ignoreCase: false), text);
        return RegexDeterminizer.Run(valid._nfa, text, text, work);
    }

    private int Embed(RegexDfa dfa, int from)
    {
        var to = _nfa.AddState();
        var states = new int[dfa.StateCount];
        for (var state = 1; state < states.Length; state++)
            states[state] = _nfa.AddState();
        for (var state = 1; state < states.Length; state++)
        {
            dfa.AddEdgesOf(state, (low, high, target) => _nfa.AddEdge(states[state], low, high, states[target]));
            if (dfa.Accepts(state))
                _nfa.AddStep(states[state], to);
        }

        if (dfa.Start != RegexDfa.Dead)
            _nfa.AddStep(from, states[dfa.Start]);
        return to;
    }
}
