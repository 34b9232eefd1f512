namespace Elastic.ResponseActions.Matching.Detection.State;

/// <summary>What a scope's cells are, as far as limits tell them apart.</summary>
internal enum StateKind
{
    /// <summary>Sequences and samples that wait for further events.</summary>
    Sequence,

    /// <summary>Threshold groups and their values, known terms, suppression groups.</summary>
    Group,

    /// <summary>What belongs to a group and is not counted by itself.</summary>
    Ids,

    /// <summary>Indicators: given by the caller, never evicted.</summary>
    Indicator,
}
