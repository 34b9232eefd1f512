namespace Elastic.ResponseActions.Matching.Detection.State;

/// <summary>
/// One thing to remember under a key: an open sequence, a threshold group, a known term, … What the numbers mean is the business
/// of the kind; each kind has a view that names them (<see cref="StateCells"/> only keeps them).
/// </summary>
internal struct StateCell
{
    public int NextInBucket;
    public int PreviousInBucket;
    public uint Hash;

    /// <summary>Which table of which rule it belongs to; part of the key. -1: not in use.</summary>
    public int Scope;

    /// <summary>The list it stands in, with its neighbours there.</summary>
    public int List;
    public int Older;
    public int Newer;

    /// <summary>Its key and what lies behind it, in the arena.</summary>
    public int Block;

    /// <summary>The first of the lists that belong to it, or -1.</summary>
    public int Owned;

    public int Number;
    public long Time;
    public long First;
    public long Second;
    public long Third;
}

/// <summary>Cells in the order in which they were last touched.</summary>
internal struct CellList
{
    public int Oldest;
    public int Newest;
    public int Count;

    /// <summary>The next list of the same owner, or the next free one; -1: none.</summary>
    public int Next;
}
