namespace Elastic.ResponseActions.Matching.Detection.Plans;

/// <summary>Which fields order events for a rule. Rules with the same fields share one timeline.</summary>
/// <param name="Slot">The slot of the timestamp.</param>
/// <param name="FallbackSlot">The slot that is asked where the first has no time; -1: none.</param>
/// <param name="TiebreakerSlot">The slot that orders events of the same time; -1: none, the order of arrival decides.</param>
/// <param name="IsTiebreakerNumber">The tiebreaker is compared as a number, else by its bytes.</param>
/// <param name="Fields">The names of the fields, by which a saved timeline is known again.</param>
internal sealed record TimelinePlan(int Slot, int FallbackSlot, int TiebreakerSlot, bool IsTiebreakerNumber, string Fields);
