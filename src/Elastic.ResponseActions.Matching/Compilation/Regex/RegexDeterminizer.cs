using System.Runtime.InteropServices;

namespace Elastic.ResponseActions.Matching.Compilation.Regex;

/// <summary>
/// The subset construction: each state of the result stands for the set of states that the automaton may be in. States from
/// which the end cannot be reached are left out, so that a value that cannot fit any more is dropped at once; a set with a
/// state that accepts whatever follows stands for that state alone.
/// </summary>
internal sealed class RegexDeterminizer
{
    private readonly RegexNfa _nfa;
    private readonly RegexWork _work;
    private readonly byte[] _classOf = new byte[byte.MaxValue + 1];
    private readonly Dictionary<int[], int> _stateOf = new(new SetComparer());
    private readonly Queue<int[]> _pending = [];
    private readonly int[] _seen;
    private readonly Stack<int> _open = [];
    private readonly List<int> _members = [];
    private readonly bool[] _alive;
    private readonly bool[] _acceptsAll;
    private readonly int _accept;
    private readonly RegexDfa _result;
    private int _round;

    private RegexDeterminizer(RegexNfa nfa, int accept, RegexWork work)
    {
        (_nfa, _accept, _work) = (nfa, accept, work);
        _seen = new int[nfa.StateCount];
        _result = new RegexDfa(_classOf, FindClasses());
        _alive = Before(accept, stepsOnly: false);
        _acceptsAll = new bool[nfa.StateCount];
        var ends = Before(accept, stepsOnly: true);
        foreach (var link in nfa.Links)
            _acceptsAll[link.From] |= link is { Low: byte.MinValue, High: byte.MaxValue } && link.To == link.From && ends[link.From];
    }

    public static RegexDfa Run(RegexNfa nfa, int start, int accept, RegexWork work) => new RegexDeterminizer(nfa, accept, work).Run(start);

    private RegexDfa Run(int start)
    {
        _result.Start = StateOf([start]);
        var targets = new List<int>[_result.ClassCount];
        for (var c = 0; c < targets.Length; c++)
            targets[c] = [];
        while (_pending.TryDequeue(out var set))
            Expand(set, targets);
        return _result;
    }

    private void Expand(int[] set, List<int>[] targets)
    {
        var state = _stateOf[set];
        var links = _nfa.Links;
        foreach (var member in set)
        {
            for (var i = _nfa.FirstLink(member); i >= 0; i = links[i].Next)
            {
                ref readonly var link = ref links[i];
                if (link.IsStep || !_alive[link.To])
                    continue;
                var last = _classOf[link.High];
                for (var c = _classOf[link.Low]; c <= last; c++)
                    targets[c].Add(link.To);
                _work.Spend(1 + last - _classOf[link.Low]);
            }
        }

        for (var c = 0; c < targets.Length; c++)
        {
            // Neighbouring classes often lead to the same states.
            _result.Link(state, c, c > 0 && SameAsBefore(targets, c) ? _result.Next(state, c - 1) : StateOf(CollectionsMarshal.AsSpan(targets[c])));
        }

        foreach (var list in targets)
            list.Clear();
    }

    private static bool SameAsBefore(List<int>[] targets, int c) =>
        CollectionsMarshal.AsSpan(targets[c]).SequenceEqual(CollectionsMarshal.AsSpan(targets[c - 1]));

    // Any states that a byte leads to; what steps lead to is added here.
    private int StateOf(ReadOnlySpan<int> states)
    {
        var links = _nfa.Links;
        _members.Clear();
        _round++;
        foreach (var state in states)
            Enter(state);
        while (_open.TryPop(out var state))
        {
            if (_acceptsAll[state])
            {
                _open.Clear();
                return AcceptsAll();
            }

            var takesBytes = state == _accept;
            for (var i = _nfa.FirstLink(state); i >= 0; i = links[i].Next)
            {
                if (links[i].IsStep) Enter(links[i].To);
                else takesBytes = true;
            }

            if (takesBytes)
                _members.Add(state);
        }

        if (_members.Count == 0)
            return RegexDfa.Dead;
        _members.Sort();
        return StateOf([.. _members], _seen[_accept] == _round);
    }

    private int StateOf(int[] set, bool accepts)
    {
        if (_stateOf.TryGetValue(set, out var state))
            return state;

        _work.CheckStates(_stateOf.Count + 1);
        state = _result.AddState(accepts);
        _stateOf.Add(set, state);
        _pending.Enqueue(set);
        return state;
    }

    private int AcceptsAll()
    {
        if (_result.All == RegexDfa.Dead)
        {
            _result.All = _result.AddState(accepts: true);
            for (var c = 0; c < _result.ClassCount; c++)
                _result.Link(_result.All, c, _result.All);
        }

        return _result.All;
    }

    private void Enter(int state)
    {
        if (_seen[state] == _round || !_alive[state])
            return;
        _seen[state] = _round;
        _open.Push(state);
        _work.Spend(1);
    }

    /// <summary>The states from which the given one is reached.</summary>
    private bool[] Before(int target, bool stepsOnly)
    {
        // The links that lead to each state, chained as those that leave it are.
        var links = _nfa.Links;
        var first = new int[_nfa.StateCount];
        var next = new int[links.Length];
        Array.Fill(first, -1);
        for (var i = 0; i < links.Length; i++)
        {
            if (stepsOnly && !links[i].IsStep)
                continue;
            next[i] = first[links[i].To];
            first[links[i].To] = i;
        }

        var reached = new bool[_nfa.StateCount];
        var open = new Stack<int>([target]);
        while (open.TryPop(out var state))
        {
            if (reached[state])
                continue;
            reached[state] = true;
            for (var i = first[state]; i >= 0; i = next[i])
                open.Push(links[i].From);
        }

        return reached;
    }

    // Two bytes are of one class where no edge parts them.
    private int FindClasses()
    {
        var starts = new bool[byte.MaxValue + 2];
        foreach (var link in _nfa.Links)
        {
            if (link.IsStep)
                continue;
            starts[link.Low] = true;
            starts[link.High + 1] = true;
        }

        var count = 0;
        for (var b = 1; b < _classOf.Length; b++)
        {
            count += starts[b] ? 1 : 0;
            _classOf[b] = (byte)count;
        }

        return count + 1;
    }

    private sealed class SetComparer : IEqualityComparer<int[]>
    {
        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(int[] set)
        {
            var hash = default(HashCode);
            hash.AddBytes(MemoryMarshal.AsBytes(set.AsSpan()));
            return hash.ToHashCode();
        }
    }
}
