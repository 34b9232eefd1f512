namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>Where a value belongs; of an open object or array, where it is in the trie.</summary>
internal struct Frame
{
    public int Node;
    public int Slot;

    /// <summary>The remembered key that it is the value of.</summary>
    public ushort Key;

    /// <summary>More than the values of one field hangs on it; only then do the members below <see cref="Start"/> say anything.</summary>
    public bool IsSpecial;

    /// <summary>An array; else an object. Says nothing of a value that is not open.</summary>
    public bool IsArray;

    /// <summary>Where it starts in the event.</summary>
    public int Start;

    /// <summary>Field name patterns may fit here and below.</summary>
    public bool InPattern;
    public int NestedSlot;
    public int FirstSplit;
    public int SplitCount;

    /// <summary>How much of the path buffer belongs to it.</summary>
    public int PathLength;

    /// <summary>Some rule names a field here or below.</summary>
    public readonly bool LeadsOn => Node != FieldTrie.None || IsSpecial;

    /// <summary>A value that stands here is recorded.</summary>
    public readonly bool IsWanted => Slot != FieldTrie.None || IsSpecial;

    /// <summary>A place that no rule names.</summary>
    public void SetUnwanted() => Set(FieldTrie.None, FieldTrie.None);

    /// <summary>A place with no more than a field.</summary>
    public void Set(int node, int slot)
    {
        Node = node;
        Slot = slot;
        IsSpecial = false;
    }

    /// <summary>The place of an array's elements; the array as a whole is the value of its key.</summary>
    public void SetElementOf(in Frame array)
    {
        if (array.IsSpecial)
        {
            this = array;
            SplitCount = 0;
            IsSpecial = InPattern || NestedSlot != FieldTrie.None;
        }
        else
        {
            Set(array.Node, array.Slot);
            Key = array.Key;
        }
    }
}
