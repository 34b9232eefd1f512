using Elastic.ResponseActions.Matching.Detection.State;
using Elastic.ResponseActions.Matching.Execution;

namespace Elastic.ResponseActions.Matching.Detection.Plans;

/// <summary>What the compiler makes of all rules of a detector set. Immutable; shared by all of its detectors.</summary>
internal sealed class DetectorPlan
{
    /// <summary>Every stage and every base query of every rule as an event query, all compiled together.</summary>
    public required CompiledQueries Events { get; init; }

    /// <summary>Every threat query, compiled together; null where no rule has one.</summary>
    public required CompiledQueries? Indicators { get; init; }

    public required RulePlan[] Rules { get; init; }

    /// <summary>Every target of <see cref="Events"/>, by number.</summary>
    public required HitTarget[] Targets { get; init; }

    public required TimelinePlan[] Timelines { get; init; }

    /// <summary>What each scope holds.</summary>
    public required StateKind[] Scopes { get; init; }
}

/// <summary>Event queries compiled together, and what each is for.</summary>
/// <param name="Queries">By program: the rule it belongs to.</param>
/// <param name="Compiled">The shared program.</param>
/// <param name="Targets">By program: what a match is for, in the order in which it is to be used.</param>
internal sealed record CompiledQueries(IReadOnlyList<RuleQuery> Queries, CompiledRules Compiled, HitTarget[][] Targets);
