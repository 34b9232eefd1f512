using Elastic.ResponseActions.Kibana;

namespace Elastic.ResponseActions;

/// <summary>Reads Kibana's response-action API: actions, endpoints, status. Thread-safe; keep one per Kibana and space.</summary>
public sealed class ResponseActionsClient
{
    /// <summary>Makes a client.</summary>
    /// <param name="transport">Carries the requests; it stays the caller's.</param>
    /// <param name="options">The space, the retries of reads. Address and credentials are the transport's affair.</param>
    /// <param name="timeProvider">The clock of waits between tries. Null: the system's.</param>
    /// <exception cref="ArgumentException">The options are not valid; it lists every error.</exception>
    public ResponseActionsClient(IResponseActionTransport transport, KibanaOptions options, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(options);
        options.ThrowIfInvalid();
        Options = options;
        TimeProvider = timeProvider ?? TimeProvider.System;
        var kibana = new KibanaConnection(transport, options, TimeProvider);
        Actions = new ActionRoutes(kibana);
        Endpoints = new EndpointRoutes(kibana);
        Rules = new RuleRoutes(kibana);
        Status = new StatusRoutes(kibana);
    }

    /// <summary>Sent actions.</summary>
    public ActionRoutes Actions { get; }

    /// <summary>Hosts.</summary>
    public EndpointRoutes Endpoints { get; }

    /// <summary>Detection rules.</summary>
    public RuleRoutes Rules { get; }

    /// <summary>Kibana itself.</summary>
    public StatusRoutes Status { get; }

    /// <summary>The Kibana that actions go to, as it counts in an <see cref="ActionKey"/>: the address without secrets.</summary>
    public string Destination => Options.ShownAddress;

    internal KibanaOptions Options { get; }

    internal TimeProvider TimeProvider { get; }
}
