namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>One value of an event: where its text is, and whose value it is.</summary>
internal struct ValueRef
{
    public int Start;
    public int Length;

    /// <summary>The slot's next value, or -1.</summary>
    public int Next;

    /// <summary>The slot it is a value of; -1 for an object below a nested path.</summary>
    public int Slot;
    public EventValueKind Kind;
    public TextPlace Place;
    public bool BeyondKeyword;

    /// <summary>Its lower-case form is in the scratch text already.</summary>
    public bool IsFolded;
    public int FoldedStart;
    public int FoldedLength;

    public void Set(int start, int length, EventValueKind kind, TextPlace place)
    {
        Start = start;
        Length = length;
        Kind = kind;
        Place = place;
        BeyondKeyword = false;
        IsFolded = false;
    }
}

/// <summary>Where a value's text stands.</summary>
internal enum TextPlace : byte
{
    /// <summary>In the event, as it is.</summary>
    Event,

    /// <summary>In the event, with escapes: it is unescaped when first asked for, which most are not.</summary>
    Escaped,

    /// <summary>In the scratch text.</summary>
    Scratch,
}
