namespace Elastic.ResponseActions.Matching;

/// <summary>
/// An exception list with its items: an event that fits any live item is no match of the rules that refer to the list. Immutable;
/// share one instance between all rules of a set, then it is compiled once.
/// </summary>
public sealed record ExceptionList
{
    /// <summary>The list's <c>list_id</c>; rules refer to it by this id and <see cref="NamespaceType"/>.</summary>
    public required string ListId { get; init; }

    /// <summary><c>single</c> (the default) for a list of one Kibana space, <c>agnostic</c> for one of all spaces.</summary>
    public string NamespaceType { get; init; } = "single";

    /// <summary>The items, at most <see cref="RuleSetOptions.MaxExceptionItems"/> for all lists of a rule together. Empty: nothing is excepted.</summary>
    public IReadOnlyList<ExceptionItem> Items { get; init; } = [];

    /// <inheritdoc />
    public override string ToString() => $"{ListId} ({NamespaceType}, {Items.Count} items)";
}
