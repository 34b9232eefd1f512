namespace Elastic.ResponseActions.Matching;

/// <summary>One rule whose verdict on the event hangs on a condition that cannot be decided here.</summary>
/// <param name="RuleId">The rule's <c>rule_id</c>.</param>
/// <param name="RuleIndex">The rule's position in <see cref="RuleSet.Rules"/>.</param>
/// <param name="Reason">The condition and why only Elasticsearch can decide it.</param>
public readonly record struct RuleUnknown(string RuleId, int RuleIndex, string Reason);
