namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>A rule's criteria once field types are known: what the passes work on between parsing and the final tables.</summary>
internal abstract record Condition;

internal sealed record Always(bool Value) : Condition
{
    public static Always True { get; } = new(true);

    public static Always False { get; } = new(false);
}

internal sealed record AllOf(IReadOnlyList<Condition> Conditions) : Condition;

internal sealed record AnyOf(IReadOnlyList<Condition> Conditions) : Condition;

internal sealed record Not(Condition Condition) : Condition;

internal sealed record Holds(PredicateDraft Predicate) : Condition;
