namespace Elastic.ResponseActions.Matching.Detection.Plans;

/// <summary>What an event query that matched is for: one part of one rule.</summary>
/// <param name="Number">Its own number among all targets of the set.</param>
/// <param name="Rule">The rule's position in the set.</param>
/// <param name="Role">Which kind of part.</param>
/// <param name="Index">Which part of its kind: the stage, the filter, the mapping item.</param>
/// <param name="Keys">The keys that the part needs of the event, in an order that the rule knows.</param>
internal sealed record HitTarget(int Number, int Rule, HitRole Role, int Index, KeyPlan[] Keys);

/// <summary>Kinds of parts that rules have.</summary>
internal enum HitRole
{
    /// <summary>The rule's (base) query.</summary>
    Query,

    /// <summary>A stage of a sequence that needs an event.</summary>
    Stage,

    /// <summary>A stage of a sequence that needs the absence of an event.</summary>
    Missing,

    /// <summary>What ends a sequence.</summary>
    Until,

    /// <summary>A filter of a sample.</summary>
    Filter,
}
