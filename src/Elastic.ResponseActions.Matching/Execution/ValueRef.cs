namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>Where a value's text is: in the event itself or, unescaped, in the scratch text.</summary>
internal struct ValueRef
{
    public int Start;
    public int Length;

    /// <summary>The slot's next value, or -1.</summary>
    public int Next;

    /// <summary>The slot it is a value of; -1 for an object below a nested path.</summary>
    public int Slot;
    public EventValueKind Kind;
    public bool InScratch;
    public bool BeyondKeyword;

    /// <summary>Its lower-case form is in the scratch text already.</summary>
    public bool IsFolded;
    public int FoldedStart;
    public int FoldedLength;

    public void Set(int start, int length, EventValueKind kind, bool inScratch)
    {
        Start = start;
        Length = length;
        Kind = kind;
        InScratch = inScratch;
        BeyondKeyword = false;
        IsFolded = false;
    }
}
