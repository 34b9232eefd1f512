namespace Elastic.ResponseActions;

/// <summary>One page of sent actions, the newest first. Immutable.</summary>
public sealed record ActionPage
{
    /// <summary>The actions of this page.</summary>
    public IReadOnlyList<ActionDetails> Actions { get; init; } = [];

    /// <summary>How many actions fit the query, over all pages.</summary>
    public long Total { get; init; }

    /// <summary>How many are here, and of how many.</summary>
    public override string ToString() => $"{Actions.Count} of {Total} actions";
}
