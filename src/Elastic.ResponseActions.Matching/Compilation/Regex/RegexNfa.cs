using System.Runtime.InteropServices;

namespace Elastic.ResponseActions.Matching.Compilation.Regex;

/// <summary>
/// A nondeterministic automaton over bytes, under construction. A state has links to others: edges, which take a byte, and
/// steps, which take none.
/// </summary>
internal sealed class RegexNfa(RegexWork work)
{
    private const int None = -1;

    private readonly List<int> _firstLink = [];
    private readonly List<RegexLink> _links = [];

    public int StateCount => _firstLink.Count;

    public ReadOnlySpan<RegexLink> Links => CollectionsMarshal.AsSpan(_links);

    public int AddState()
    {
        work.AddState();
        _firstLink.Add(None);
        return _firstLink.Count - 1;
    }

    public void AddEdge(int from, int low, int high, int to) => AddLink(new RegexLink(from, low, high, to, _firstLink[from]));

    public void AddStep(int from, int to)
    {
        if (from != to)
            AddLink(new RegexLink(from, 0, -1, to, _firstLink[from]));
    }

    /// <summary>Index of a state's first link, -1 where it has none; go on by <see cref="RegexLink.Next"/>.</summary>
    public int FirstLink(int state) => _firstLink[state];

    private void AddLink(RegexLink link)
    {
        work.Spend(1);
        _firstLink[link.From] = _links.Count;
        _links.Add(link);
    }
}

/// <summary>A way from one state to another.</summary>
/// <param name="From">The state that it leaves.</param>
/// <param name="Low">The first byte that it takes.</param>
/// <param name="High">The last byte that it takes; below the first: it takes none.</param>
/// <param name="To">The state that it reaches.</param>
/// <param name="Next">Index of the next link of the same state, -1 behind the last.</param>
internal readonly record struct RegexLink(int From, int Low, int High, int To, int Next)
{
    public bool IsStep => High < Low;
}
