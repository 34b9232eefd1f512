namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>Where a value belongs; of an open object or array, where it is in the trie.</summary>
internal struct Frame
{
    public static readonly Frame Unwanted = new() { Node = FieldTrie.None, Slot = FieldTrie.None, NestedSlot = FieldTrie.None };

    public int Node;
    public int Slot;
    public int NestedSlot;

    /// <summary>Field name patterns may fit here and below.</summary>
    public bool InPattern;

    /// <summary>An array; else an object. Says nothing of a value that is not open.</summary>
    public bool IsArray;

    public int FirstSplit;
    public int SplitCount;

    /// <summary>Where it starts in the event.</summary>
    public int Start;

    /// <summary>How much of the path buffer belongs to it.</summary>
    public int PathLength;

    /// <summary>Some rule names a field here or below.</summary>
    public readonly bool LeadsOn => Node != FieldTrie.None || InPattern;

    /// <summary>More than the values of one field hangs on it.</summary>
    public readonly bool IsSpecial => InPattern | NestedSlot != FieldTrie.None | SplitCount != 0;

    /// <summary>A value that stands here is recorded.</summary>
    public readonly bool IsWanted => Slot != FieldTrie.None || IsSpecial;
}
