namespace Elastic.ResponseActions.Matching;

/// <summary>Which rules' state a detector took over. Immutable.</summary>
/// <param name="Restored">Ids of the rules that go on where they stood.</param>
/// <param name="Dropped">Ids of rules in the saved state that this set does not have, or has with another query or other criteria: what was open for them is lost.</param>
public sealed record DetectorRestore(IReadOnlyList<string> Restored, IReadOnlyList<string> Dropped);
