namespace Elastic.ResponseActions.Benchmarks.Rules;

/// <summary>A text that a query compares a field with.</summary>
/// <param name="Field">The field; empty where the query names none.</param>
/// <param name="Text">The text; of a pattern with its wildcards.</param>
/// <param name="SuffixAt">Where in the query a suffix makes another text of it: behind its last ordinary character.</param>
internal readonly record struct RuleLiteral(string Field, string Text, int SuffixAt);
