namespace Elastic.ResponseActions.Matching.Compilation.Regex;

/// <summary>Runs two automata side by side as one.</summary>
internal sealed class RegexProduct
{
    private readonly RegexDfa _left;
    private readonly RegexDfa _right;
    private readonly bool _except;
    private readonly RegexWork _work;
    private readonly RegexDfa _result;
    private readonly (int Left, int Right)[] _classes;
    private readonly Dictionary<(int Left, int Right), int> _states = [];
    private readonly Queue<(int Left, int Right)> _pending = [];

    private RegexProduct(RegexDfa left, RegexDfa right, bool except, RegexWork work)
    {
        (_left, _right, _except, _work) = (left, right, except, work);
        var classes = new Dictionary<(int Left, int Right), byte>();
        var classOf = new byte[byte.MaxValue + 1];
        for (var b = 0; b < classOf.Length; b++)
        {
            var pair = ((int)left.ClassOf[b], (int)right.ClassOf[b]);
            classes.TryAdd(pair, (byte)classes.Count);
            classOf[b] = classes[pair];
        }

        _classes = [.. classes.Keys];
        _result = new RegexDfa(classOf, _classes.Length);
    }

    /// <summary>What both accept.</summary>
    public static RegexDfa Both(RegexDfa left, RegexDfa right, RegexWork work) => new RegexProduct(left, right, except: false, work).Run();

    /// <summary>What the left one accepts and the right one does not.</summary>
    public static RegexDfa Except(RegexDfa left, RegexDfa right, RegexWork work) => new RegexProduct(left, right, except: true, work).Run();

    private RegexDfa Run()
    {
        _result.Start = StateOf((_left.Start, _right.Start));
        while (_pending.TryDequeue(out var pair))
        {
            var state = _states[pair];
            for (var c = 0; c < _classes.Length; c++)
                _result.Link(state, c, StateOf((_left.Next(pair.Left, _classes[c].Left), _right.Next(pair.Right, _classes[c].Right))));
            _work.Spend(_classes.Length);
        }

        return _result;
    }

    private int StateOf((int Left, int Right) pair)
    {
        if (pair.Left == RegexDfa.Dead || (!_except && pair.Right == RegexDfa.Dead))
            return RegexDfa.Dead;
        if (_states.TryGetValue(pair, out var state))
            return state;

        _work.CheckStates(_states.Count + 1);
        state = _result.AddState(_left.Accepts(pair.Left) && _right.Accepts(pair.Right) != _except);
        _states.Add(pair, state);
        _pending.Enqueue(pair);
        return state;
    }
}
