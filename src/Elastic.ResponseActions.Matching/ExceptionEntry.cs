namespace Elastic.ResponseActions.Matching;

/// <summary>
/// One condition of an exception item. A closed set: <see cref="MatchEntry"/>, <see cref="MatchAnyEntry"/>, <see cref="ExistsEntry"/>,
/// <see cref="WildcardEntry"/>, <see cref="ListEntry"/>, <see cref="NestedEntry"/>, <see cref="UnknownEntry"/>.
/// </summary>
public abstract record ExceptionEntry
{
    private protected ExceptionEntry()
    {
    }

    /// <summary>The field, by its full name; inside a <see cref="NestedEntry"/> the name below that entry's field.</summary>
    public required string Field { get; init; }
}

/// <summary>Whether an entry asks that something is so, or that it is not.</summary>
public enum ExceptionOperator
{
    /// <summary><c>included</c>: some value of the field fits.</summary>
    Included,

    /// <summary><c>excluded</c>: no value of the field fits, hence also where the field is missing.</summary>
    Excluded,
}

/// <summary>An entry that takes an operator.</summary>
public abstract record OperatorEntry : ExceptionEntry
{
    private protected OperatorEntry()
    {
    }

    /// <summary>Whether the condition has to hold or must not. Default: it has to hold.</summary>
    public ExceptionOperator Operator { get; init; }
}

/// <summary><c>match</c>: the field is the value. On text fields the words in a row, on addresses also a network (<c>10.0.0.0/8</c>).</summary>
public sealed record MatchEntry : OperatorEntry
{
    /// <summary>The value; case-sensitive on keyword fields.</summary>
    public required string Value { get; init; }
}

/// <summary><c>match_any</c>: the field is one of the values, each as in <see cref="MatchEntry"/>.</summary>
public sealed record MatchAnyEntry : OperatorEntry
{
    /// <summary>The values, at least one.</summary>
    public required IReadOnlyList<string> Values { get; init; }
}

/// <summary><c>exists</c>: the field has a value.</summary>
public sealed record ExistsEntry : OperatorEntry;

/// <summary><c>wildcard</c>: the whole value fits a pattern: <c>*</c> any run of characters, <c>?</c> one, <c>\</c> before either for itself. Case-sensitive.</summary>
public sealed record WildcardEntry : OperatorEntry
{
    /// <summary>The pattern.</summary>
    public required string Value { get; init; }
}

/// <summary>
/// <c>list</c>: the field is a value of a value list, which <see cref="RuleSetOptions.ValueLists"/> has to hold. Where it does not,
/// the entry cannot be decided: an event whose verdict hangs on it is <em>unknown</em>, never a match.
/// </summary>
public sealed record ListEntry : OperatorEntry
{
    /// <summary>The value list's id.</summary>
    public required string ListId { get; init; }

    /// <summary>The value list's type. Evaluated are <c>keyword</c>, <c>ip</c> and <c>ip_range</c>; any other cannot be decided.</summary>
    public required string ListType { get; init; }
}

/// <summary><c>nested</c>: some single object below the field satisfies all entries.</summary>
public sealed record NestedEntry : ExceptionEntry
{
    /// <summary>The entries on the object, at least one; none of them nested.</summary>
    public required IReadOnlyList<ExceptionEntry> Entries { get; init; }
}

/// <summary>An entry of a type that this version does not know: it cannot be decided.</summary>
public sealed record UnknownEntry : ExceptionEntry
{
    /// <summary>The type's name.</summary>
    public required string Type { get; init; }
}
