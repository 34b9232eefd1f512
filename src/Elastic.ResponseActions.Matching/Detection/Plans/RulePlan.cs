namespace Elastic.ResponseActions.Matching.Detection.Plans;

/// <summary>How one rule is detected. Closed: one kind for each way of remembering.</summary>
internal abstract record RulePlan(RuleCommon Common)
{
    public int Index => Common.Index;

    public string RuleId => Common.RuleId;

    public int FirstScope => Common.FirstScope;

    public long LookBack => Common.LookBack;

    public long Interval => Common.Interval;

    public SuppressionPlan? Suppression => Common.Suppression;
}

/// <summary>What every rule has.</summary>
internal sealed record RuleCommon
{
    /// <summary>The rule's position in the set.</summary>
    public required int Index { get; init; }

    public required string RuleId { get; init; }

    /// <summary>What the rule's state depends on, as a hash: saved state is taken over by a rule with the same one.</summary>
    public required byte[] Fingerprint { get; init; }

    /// <summary>The timeline that orders the rule's events.</summary>
    public required int Timeline { get; init; }

    /// <summary>The rule looks at time: an event without one takes no part.</summary>
    public required bool NeedsTime { get; init; }

    /// <summary>The first of the rule's scopes.</summary>
    public required int FirstScope { get; init; }

    /// <summary>How many scopes the rule has, that of suppression included.</summary>
    public required int Scopes { get; init; }

    /// <summary>Longest time between events that belong together, in milliseconds; <see cref="long.MaxValue"/>: no limit.</summary>
    public required long LookBack { get; init; }

    /// <summary>Length of a run in milliseconds; <see cref="long.MaxValue"/>: the stream is one run.</summary>
    public required long Interval { get; init; }

    /// <summary>How alerts are suppressed; null: not at all.</summary>
    public required SuppressionPlan? Suppression { get; init; }
}

/// <summary>Suppression of a rule's alerts.</summary>
/// <param name="Scope">Where the groups are kept.</param>
/// <param name="Duration">How long after a reported alert others of its group are suppressed, in milliseconds; <see cref="long.MaxValue"/>: for ever.</param>
/// <param name="IsWhole">The groups' keys are of the whole kind (see <see cref="KeyPlan.IsWhole"/>).</param>
/// <param name="NeedsAllFields">An alert that lacks a field is reported.</param>
/// <param name="Fields">How many fields form a group.</param>
internal sealed record SuppressionPlan(int Scope, long Duration, bool IsWhole, bool NeedsAllFields, int Fields);

/// <summary>Each event of the query is an alert. Scope: results that a pipe holds back.</summary>
internal sealed record EventPlan(RuleCommon Common) : RulePlan(Common)
{
    /// <summary>What follows behind <c>|</c> in EQL.</summary>
    public required ResultPipe[] Pipes { get; init; }
}

/// <summary>Rule type <c>threshold</c>. Scopes: the groups, then the distinct values of each cardinality field, then the ids of the groups' events.</summary>
internal sealed record ThresholdPlan(RuleCommon Common) : RulePlan(Common)
{
    /// <summary>The types of the fields of the rule's keys.</summary>
    public required FieldType[] KeyTypes { get; init; }

    public required int Value { get; init; }

    /// <summary>How many distinct values each cardinality field needs.</summary>
    public required int[] Cardinality { get; init; }
}

/// <summary>Rule type <c>new_terms</c>. Scope: the known terms.</summary>
internal sealed record NewTermsPlan(RuleCommon Common) : RulePlan(Common)
{
    /// <summary>The types of the fields of the rule's keys.</summary>
    public required FieldType[] KeyTypes { get; init; }

    /// <summary>How long a term stays known after it was last seen, in milliseconds; <see cref="long.MaxValue"/>: for ever.</summary>
    public required long HistoryWindow { get; init; }
}

/// <summary>Rule type <c>threat_match</c>. Scopes: the indicators of each mapping item.</summary>
internal sealed record ThreatMatchPlan(RuleCommon Common) : RulePlan(Common)
{
    public required ThreatItemPlan[] Items { get; init; }
}

/// <summary>One item of a threat mapping. Its keys, of an event as of an indicator: one of all entries that must match, then one for each negated entry.</summary>
/// <param name="Mapping">The item as the rule gives it.</param>
/// <param name="Negated">How many entries are negated.</param>
/// <param name="NeedsSingleValues">Entries are ANDed: an indicator with several values in one of them is left out, as Kibana does.</param>
internal sealed record ThreatItemPlan(ThreatMapping Mapping, int Negated, bool NeedsSingleValues);
