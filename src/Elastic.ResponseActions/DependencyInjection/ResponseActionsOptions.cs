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

    /// <summary>
    /// Makes a transport of your own, in place of one over HTTP; the credentials are yours to add. Called once. It is tested for repeats before the first
    /// send, see <see cref="IResponseActionTransport.ForSelfTest"/>. Null: one of this library.
    /// </summary>
    public Func<IServiceProvider, KibanaOptions, IResponseActionTransport>? CreateTransport { get; set; }

    /// <summary>Alerts of Kibana's own rules that the hosted service acts on; it runs with <c>AddElasticResponseActionsService</c>. Null: none.</summary>
    public HostedFeed? Feed { get; set; }

    /// <summary>How passes are processed.</summary>
    public PipelineOptions Pipeline { get; set; } = PipelineOptions.Default;
}
