namespace Elastic.ResponseActions.Matching;

/// <summary>A value list: values that <see cref="ListEntry"/> entries of exception items refer to by its id. Immutable.</summary>
public sealed record ValueList
{
    /// <summary>The list's id; unique within <see cref="RuleSetOptions.ValueLists"/>.</summary>
    public required string Id { get; init; }

    /// <summary>
    /// The values, at most <see cref="RuleSetOptions.MaxValueListValues"/>. What they are is said by the entry: terms (<c>keyword</c>), addresses or networks
    /// (<c>ip</c>), networks or ranges <c>from-to</c> (<c>ip_range</c>).
    /// </summary>
    public required IReadOnlyList<string> Values { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Id} ({Values.Count} values)";
}
