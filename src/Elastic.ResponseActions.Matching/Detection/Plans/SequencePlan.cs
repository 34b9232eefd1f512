namespace Elastic.ResponseActions.Matching.Detection.Plans;

/// <summary>
/// An EQL sequence. Stages are counted twice: positive ones from 0 (those with an event; runs repeated), and all of them in the order of
/// the text. Scopes: one for each positive stage but the last (what waits behind it), one for each leading missing stage, two for
/// sequences that wait for a trailing missing stage, one for results that a pipe holds back.
/// </summary>
internal sealed record SequencePlan(RuleCommon Common) : RulePlan(Common)
{
    /// <summary>The types of the key fields, as the first stage has them.</summary>
    public required FieldType[] KeyTypes { get; init; }

    /// <summary>How many stages have an event.</summary>
    public required int PositiveStages { get; init; }

    /// <summary>For each stage of the text whether it has an event.</summary>
    public required bool[] IsPositive { get; init; }

    /// <summary>For each missing stage, counted from 0: where it stands.</summary>
    public required MissingStage[] MissingStages { get; init; }

    /// <summary>Longest time from the first event to the last, in milliseconds; the shorter of <c>maxspan</c> and the look-back.</summary>
    public required long MaxSpan { get; init; }

    /// <summary>What follows behind <c>|</c>.</summary>
    public required ResultPipe[] Pipes { get; init; }

    /// <summary>Where finished sequences wait for a trailing missing stage.</summary>
    public required int PendingScope { get; init; }

    /// <summary>Where it is noted, by key, up to when events of a trailing missing stage were looked at.</summary>
    public required int MarkScope { get; init; }

    /// <summary>Where results wait for a pipe.</summary>
    public required int ResultScope { get; init; }

    public bool HasLeading => MissingStages.Any(stage => stage.Place == MissingPlace.Leading);

    public bool HasTrailing => MissingStages.Any(stage => stage.Place == MissingPlace.Trailing);

    public int ScopeOfStage(int stage) => FirstScope + stage;
}

/// <summary>A stage that needs the absence of an event.</summary>
/// <param name="Place">Before, between or behind the stages with events.</param>
/// <param name="After">Between: the positive stage before it.</param>
/// <param name="Scope">Leading: where the latest such event of each key is kept; else -1.</param>
internal sealed record MissingStage(MissingPlace Place, int After, int Scope);

internal enum MissingPlace
{
    Leading,
    Between,
    Trailing,
}

/// <summary><c>head</c> or <c>tail</c>.</summary>
internal readonly record struct ResultPipe(bool FromEnd, int Count);

/// <summary>An EQL sample. Scopes: the candidates of each key, and results that a pipe holds back.</summary>
internal sealed record SamplePlan(RuleCommon Common) : RulePlan(Common)
{
    /// <summary>The types of the key fields, as the first filter has them.</summary>
    public required FieldType[] KeyTypes { get; init; }

    public required int Filters { get; init; }

    public required ResultPipe[] Pipes { get; init; }

    public int ResultScope => FirstScope + 1;
}
