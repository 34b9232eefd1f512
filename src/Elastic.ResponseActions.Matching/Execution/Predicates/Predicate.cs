namespace Elastic.ResponseActions.Matching.Execution.Predicates;

/// <summary>
/// One distinct condition of all rules. Two kinds are decided while the event is read ("eager": terms, existence, field name
/// patterns) and are false where reading did not make them true; the others are decided when a woken rule first asks.
/// </summary>
internal abstract class Predicate;

/// <summary>Decided while the event is read.</summary>
internal sealed class EagerPredicate(string unknownReason = "") : Predicate
{
    /// <summary>Why it may be unknown; empty where it never is.</summary>
    public string UnknownReason { get; } = unknownReason;
}

/// <summary>Any value of a slot passes a test.</summary>
internal sealed class SlotPredicate(int slot, ValueTest test, bool folded) : Predicate
{
    public int Slot { get; } = slot;

    public ValueTest Test { get; } = test;

    /// <summary>The test sees the value in lower case.</summary>
    public bool Folded { get; } = folded;
}

/// <summary>Some single object below a nested path satisfies a condition of its own.</summary>
internal sealed class NestedPredicate(int nestedSlot, CompiledRules rules, int index, string unknownReason) : Predicate
{
    public int NestedSlot { get; } = nestedSlot;

    /// <summary>The condition inside the braces, compiled as a rule set of one rule over the object.</summary>
    public CompiledRules Rules { get; } = rules;

    /// <summary>Position among the nested predicates: each matcher keeps a scratch of its own for it.</summary>
    public int Index { get; } = index;

    public string UnknownReason { get; } = unknownReason;
}

/// <summary>A condition that many rules have in common: its program is run when the first of them asks.</summary>
internal sealed class SharedPredicate(RuleProgram program, int index) : Predicate
{
    public RuleProgram Program { get; } = program;

    /// <summary>Position among the shared predicates: each matcher remembers for it what left it open.</summary>
    public int Index { get; } = index;
}

/// <summary>True up to a time of the clock, in UTC milliseconds.</summary>
internal sealed class UntilPredicate(long utcMillis) : Predicate
{
    public long UtcMillis { get; } = utcMillis;
}

/// <summary>Cannot be decided here; where the field has no value it is false all the same.</summary>
internal sealed class UnknownPredicate(int slot, string reason) : Predicate
{
    public int Slot { get; } = slot;

    public string Reason { get; } = reason;
}
