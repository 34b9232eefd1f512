namespace Elastic.ResponseActions.Tool.Responding;

/// <summary>The Kibana of a run: where it is, what the caller may do there, and the clock that goes with it. Dispose it when the run is over.</summary>
internal sealed class ResponseServer(IAsyncDisposable? owned) : IAsyncDisposable
{
    public required KibanaOptions Kibana { get; init; }

    public required CallerRights Rights { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>How many hosts are acted on at one time.</summary>
    public required PipelineOptions Pipeline { get; init; }

    public ValueTask DisposeAsync() => owned?.DisposeAsync() ?? ValueTask.CompletedTask;
}
