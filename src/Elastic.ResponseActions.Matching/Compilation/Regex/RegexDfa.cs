namespace Elastic.ResponseActions.Matching.Compilation.Regex;

/// <summary>A deterministic automaton over classes of bytes that it treats alike. State 0 is dead: nothing leads out of it.</summary>
internal sealed class RegexDfa(byte[] classOf, int classCount)
{
    public const int Dead = 0;

    private readonly List<int> _next = [.. new int[classCount]];
    private readonly List<bool> _accepts = [false];

    public int StateCount => _accepts.Count;

    public int ClassCount => classCount;

    /// <summary>The class of each byte.</summary>
    public ReadOnlySpan<byte> ClassOf => classOf;

    public int Start { get; set; } = Dead;

    /// <summary>The state that accepts whatever follows; dead where there is none.</summary>
    public int All { get; set; } = Dead;

    public int AddState(bool accepts)
    {
        _accepts.Add(accepts);
        for (var i = 0; i < classCount; i++)
            _next.Add(Dead);
        return _accepts.Count - 1;
    }

    public bool Accepts(int state) => _accepts[state];

    public int Next(int state, int byteClass) => _next[(state * classCount) + byteClass];

    public void Link(int state, int byteClass, int target) => _next[(state * classCount) + byteClass] = target;

    /// <summary>Says each run of bytes that leads from the state to the same living one.</summary>
    public void AddEdgesOf(int state, Action<int, int, int> add)
    {
        var low = 0;
        for (var b = 1; b <= byte.MaxValue + 1; b++)
        {
            var target = Next(state, classOf[low]);
            if (b <= byte.MaxValue && Next(state, classOf[b]) == target)
                continue;
            if (target != Dead)
                add(low, b - 1, target);
            low = b;
        }
    }
}
