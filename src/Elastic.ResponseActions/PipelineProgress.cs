namespace Elastic.ResponseActions;

/// <summary>How far a pass is, for a progress bar. Immutable.</summary>
/// <param name="Stage">The step.</param>
/// <param name="Done">How many items of the step are done.</param>
/// <param name="Total">How many items the step has.</param>
public readonly record struct PipelineProgress(PipelineStage Stage, int Done, int Total);

/// <summary>A step of a pass that can take long.</summary>
public enum PipelineStage
{
    /// <summary>Events are matched.</summary>
    Match,

    /// <summary>Kibana is asked about hosts.</summary>
    GatherFacts,

    /// <summary>Actions are sent.</summary>
    Dispatch,

    /// <summary>Hosts are waited for.</summary>
    Track,
}
