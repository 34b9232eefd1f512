using Elastic.ResponseActions.Matching.Execution.Analysis;
using Elastic.ResponseActions.Matching.Execution.Functions;
using Elastic.ResponseActions.Matching.Execution.Predicates;
using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>One condition on one field, before it has a number. Drafts with equal keys become one predicate.</summary>
internal abstract record PredicateDraft
{
    /// <summary>Says what is asked; made when it is needed.</summary>
    public abstract string Key { get; }
}

/// <summary>The field has a value; with the limit, one that a keyword index holds.</summary>
internal sealed record ExistsDraft(string Field, bool KeywordLimit) : PredicateDraft
{
    public override string Key => $"exists {KeywordLimit} {Field}";
}

/// <summary>
/// The field has one of the values as a whole; folded: compared in lower case, always with the keyword limit. Ignoring case: the
/// values are in lower case, as far as ASCII goes, and the field's may be in either.
/// </summary>
internal sealed record TermDraft(string Field, IReadOnlyList<string> Values, bool Folded, bool KeywordLimit, bool IgnoreCase = false) : PredicateDraft
{
    public override string Key => "";
}

/// <summary>The field's text has one of the words, which are in lower case.</summary>
internal sealed record WordsDraft(string Field, TextAnalyzer Analyzer, IReadOnlyList<string> Words) : PredicateDraft
{
    public override string Key => $"words {Analyzer} {Field}\0{string.Join('\0', Words.Order(StringComparer.Ordinal))}";
}

/// <summary>Some value of the field passes a test that only a look at each value can decide.</summary>
internal sealed record TestDraft(string Field, string TestKey, ValueTest Test, bool Folded, bool UsesNow = false) : PredicateDraft
{
    public override string Key => $"test {Folded} {Field}\0{TestKey}";
}

/// <summary>Some field whose name fits the pattern passes the test of its own type.</summary>
/// <param name="Names">Fits names relative to the scope.</param>
/// <param name="NamesText">The pattern as text.</param>
/// <param name="Scope">The nested path around it; empty at the root.</param>
/// <param name="SeesNested">Fields inside nested objects count too.</param>
/// <param name="TestKey">Says what is tested.</param>
/// <param name="Tests">The test for each type.</param>
/// <param name="UsesNow">A test moves with the clock.</param>
internal sealed record PatternDraft(GlobPattern Names, string NamesText, string Scope, bool SeesNested, string TestKey, TypedTests Tests, bool UsesNow) : PredicateDraft
{
    public override string Key => $"pattern {SeesNested} {NamesText}\0{TestKey}";
}

/// <summary>Some single object below the path satisfies the condition, whose fields are relative to the path.</summary>
internal sealed record NestedDraft(string Path, Condition Condition, string Source) : PredicateDraft
{
    public override string Key => $"nested {Path}\0{Source}";
}

/// <summary>There is an object below the nested path; wakes rules, no condition asks for it.</summary>
internal sealed record NestedExistsDraft(string Path) : PredicateDraft
{
    public override string Key => $"nested exists {Path}";
}

/// <summary>Some combination of values of the fields makes an expression true; a missing field takes part as null.</summary>
/// <param name="Fields">The fields, one for each occurrence in the expression.</param>
/// <param name="Text">The expression as text, which says what it means.</param>
/// <param name="Expression">The expression; its variables are numbered as the fields are.</param>
internal sealed record FunctionDraft(IReadOnlyList<ResolvedField> Fields, string Text, Expression Expression) : PredicateDraft
{
    public override string Key => $"function {Text}";
}

/// <summary>A condition that many rules have in common; asked once an event.</summary>
/// <param name="Name">Which condition it is.</param>
/// <param name="Condition">A simplified and grouped condition on the event.</param>
internal sealed record SharedDraft(string Name, Condition Condition) : PredicateDraft
{
    public override string Key => $"shared {Name}";
}

/// <summary>The clock has not passed the time yet, in UTC milliseconds.</summary>
internal sealed record UntilDraft(long UtcMillis) : PredicateDraft
{
    public override string Key => FormattableString.Invariant($"until {UtcMillis}");
}

/// <summary>Only Elasticsearch can decide it; false where the field has no value, and always open where no field is named.</summary>
internal sealed record UnknownDraft(string Field, string Reason) : PredicateDraft
{
    public override string Key => $"unknown {Field}\0{Reason}";
}
