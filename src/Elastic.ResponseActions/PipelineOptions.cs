namespace Elastic.ResponseActions;

/// <summary>Settings of a pipeline. Immutable; change with <c>with</c>.</summary>
public sealed record PipelineOptions
{
    /// <summary>The settings used where none are given.</summary>
    public static PipelineOptions Default { get; } = new();

    /// <summary>How many hosts are asked about or acted on at one time. Default 4. On one host, one action at a time.</summary>
    public int MaxConcurrentHosts { get; init; } = 4;

    /// <summary>How many sent actions are watched at one time. Default 64.</summary>
    public int MaxConcurrentWaits { get; init; } = 64;

    /// <summary>How long each sent action is waited for. Null: not at all; the outcome is then <see cref="ActionOutcomeKind.Sent"/>.</summary>
    public WaitOptions? Wait { get; init; } = WaitOptions.Default;

    /// <summary>Told how far the pass is; may be called from several threads. Null: nobody is.</summary>
    public IProgress<PipelineProgress>? Progress { get; init; }
}
