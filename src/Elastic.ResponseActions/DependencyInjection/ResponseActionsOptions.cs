namespace Elastic.ResponseActions;

/// <summary>What <c>AddElasticResponseActions</c> sets up. Filled while services are configured; each part is an immutable record.</summary>
public sealed class ResponseActionsOptions
{
    /// <summary>Where Kibana is. Has to be set.</summary>
    public KibanaOptions? Kibana { get; set; }

    /// <summary>
    /// The name of an <c>HttpClient</c> of <c>IHttpClientFactory</c> to call Kibana with; it is tested for repeats before the first send. Null: connections of its own.
    /// </summary>
    public string? HttpClientName { get; set; }

    /// <summary>The guards' configuration. Default: a dry run with every limit on.</summary>
    public ResponsePolicy Policy { get; set; } = ResponsePolicy.Default;

    /// <summary>How actions are sent.</summary>
    public DispatchOptions Dispatch { get; set; } = DispatchOptions.Default;

    /// <summary>How passes are processed.</summary>
    public PipelineOptions Pipeline { get; set; } = PipelineOptions.Default;
}
