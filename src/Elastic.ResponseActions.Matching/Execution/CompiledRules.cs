using Elastic.ResponseActions.Matching.Execution.Analysis;
using Elastic.ResponseActions.Matching.Execution.Predicates;
using Elastic.ResponseActions.Matching.Execution.Reading;

namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>
/// What the compiler makes of all rules together: which fields to read, which predicates there are, which predicate wakes
/// which rule, and each rule's program. Immutable; shared by all matchers. A <c>path: { … }</c> condition holds one of its own.
/// </summary>
internal sealed class CompiledRules
{
    /// <summary>Field names to slots.</summary>
    public required FieldTrie Fields { get; init; }

    /// <summary>What to do with each value of a slot, by slot.</summary>
    public required SlotPlan[] Slots { get; init; }

    /// <summary>By nested slot: the predicate "there is an object below the path", or -1.</summary>
    public required int[] NestedExists { get; init; }

    /// <summary>Terms compared with the value as it is, or without regard to the case of ASCII letters.</summary>
    public required TermIndex Terms { get; init; }

    /// <summary>Terms compared with the value in lower case (<c>.caseless</c> fields).</summary>
    public required TermIndex FoldedTerms { get; init; }

    /// <summary>Words of analysed text, by <see cref="WordKey"/>.</summary>
    public required TermIndex Words { get; init; }

    /// <summary>Wildcard patterns compared with the value.</summary>
    public required PatternIndex Patterns { get; init; }

    /// <summary>Every distinct predicate of every rule.</summary>
    public required Predicate[] Predicates { get; init; }

    /// <summary>By predicate: decided before programs run, as most are that programs ask for.</summary>
    public required bool[] AreEager { get; init; }

    /// <summary>Predicates on field name patterns, tried on each field while it is read.</summary>
    public required PatternPredicate[] NamePatterns { get; init; }

    /// <summary>Which events put which rules aside.</summary>
    public required ClassTable Classes { get; init; }

    /// <summary>Predicate to the rules that it wakes: <c>WakeRules[WakeStarts[p] .. WakeStarts[p + 1]]</c>.</summary>
    public required int[] WakeStarts { get; init; }

    /// <summary>See <see cref="WakeStarts"/>.</summary>
    public required int[] WakeRules { get; init; }

    /// <summary>A bit for each rule that its classes alone wake, or that nothing present can be made to wake because absence alone satisfies it.</summary>
    public required ulong[] AlwaysAwake { get; init; }

    /// <summary>Each rule's condition, but for what its classes prove.</summary>
    public required RuleProgram[] Programs { get; init; }

    /// <summary>Which indices each rule sees.</summary>
    public required IndexPatternTable Indices { get; init; }

    /// <summary>Some predicate depends on the current time.</summary>
    public required bool UsesNow { get; init; }

    /// <summary>A field may be cut into words in more than one way: its own, and that of a <c>.text</c> view.</summary>
    public static int WordKey(int slot, TextAnalyzer analyzer) => (slot * 2) + (int)analyzer;
}

/// <summary>What to do with each value of one field.</summary>
internal readonly record struct SlotPlan
{
    /// <summary>The predicate "has a value", or -1.</summary>
    public int Exists { get; init; }

    /// <summary>The predicate "has a value that a keyword index holds", or -1.</summary>
    public int ExistsAsKeyword { get; init; }

    /// <summary>A bit for each length that some term has; the last bit stands for all lengths from 63 on. Folding ASCII keeps the length.</summary>
    public ulong TermLengths { get; init; }

    /// <summary>Some term is compared with the value in lower case; <c>.caseless</c> fields are keywords, so <c>ignore_above</c> holds.</summary>
    public bool HasFoldedTerms { get; init; }

    /// <summary>Some word is looked for among the standard analyser's.</summary>
    public bool HasStandardWords { get; init; }

    /// <summary>Some word is looked for among the PowerShell analyser's.</summary>
    public bool HasPowerShellWords { get; init; }

    /// <summary>Terms and patterns of this field obey <c>ignore_above</c>: it is a keyword.</summary>
    public bool TermLimit { get; init; }

    /// <summary>The rules that ask whether there is a value, a bit each; empty where none does.</summary>
    public ulong[] ExistsRules { get; init; }

    /// <summary>The rules that ask for a term.</summary>
    public ulong[] TermRules { get; init; }

    /// <summary>The rules that ask for a pattern that is filed.</summary>
    public ulong[] PatternRules { get; init; }

    /// <summary>The rules that values are folded or cut into words for.</summary>
    public ulong[] TextRules { get; init; }

    public bool MayHaveTerm(int length) => (TermLengths >> Math.Min(length, 63) & 1) != 0;

    public SlotPlan WithTerm(int length) => this with { TermLengths = TermLengths | (1UL << Math.Min(length, 63)) };
}
