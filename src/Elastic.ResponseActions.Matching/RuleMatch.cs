namespace Elastic.ResponseActions.Matching;

/// <summary>One rule whose criteria hold for the event.</summary>
/// <param name="RuleId">The rule's <c>rule_id</c>.</param>
/// <param name="RuleIndex">The rule's position in <see cref="RuleSet.Rules"/>.</param>
public readonly record struct RuleMatch(string RuleId, int RuleIndex);
