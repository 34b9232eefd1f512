using Elastic.ResponseActions.Kibana;
using Elastic.ResponseActions.Kibana.Privileges;

namespace Elastic.ResponseActions;

/// <summary>Kibana's API of response actions: actions, endpoints, rules, alerts, status. Thread-safe; keep one per Kibana and space.</summary>
public sealed class ResponseActionsClient
{
    private readonly Preflight _preflight;

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
        LooksNamesUp = transport is HttpClientTransport { LeadsToANetwork: true } && options.Proxy is null;
        TimeProvider = timeProvider ?? TimeProvider.System;
        var kibana = new KibanaConnection(transport, options, TimeProvider);
        Actions = new ActionRoutes(kibana);
        Endpoints = new EndpointRoutes(kibana);
        Rules = new RuleRoutes(kibana);
        Alerts = new AlertRoutes(kibana);
        Status = new StatusRoutes(kibana);
        _preflight = new Preflight(kibana);
    }

    /// <summary>Sent actions.</summary>
    public ActionRoutes Actions { get; }

    /// <summary>Hosts.</summary>
    public EndpointRoutes Endpoints { get; }

    /// <summary>Detection rules.</summary>
    public RuleRoutes Rules { get; }

    /// <summary>Alerts of the detection engine.</summary>
    public AlertRoutes Alerts { get; }

    /// <summary>Kibana itself.</summary>
    public StatusRoutes Status { get; }

    /// <summary>The Kibana that actions go to, as it counts in an <see cref="ActionKey"/>: the address without secrets.</summary>
    public string Destination => Options.ShownAddress;

    /// <summary>
    /// Finds out before anything is planned which privileges and which licence the credentials lack for it, in the client's space. It changes nothing.
    /// With Elasticsearch the answer is whole; Kibana alone can tell little, and what it cannot tell is not granted. <see cref="PrivilegeReport.Rights"/> is
    /// what <see cref="DispatchOptions.Rights"/> takes.
    /// </summary>
    /// <param name="plan">What is planned. Null: isolate, release, kill and suspend, tracked.</param>
    /// <param name="elasticsearch">Carries requests to the Elasticsearch behind this Kibana, with the same credentials; any authenticated user may ask about itself. Null: Kibana alone is asked.</param>
    /// <param name="application">The application that Kibana's privileges are stored under: <c>kibana-</c> and Kibana's index.</param>
    /// <param name="cancellationToken">Gives the check up.</param>
    /// <exception cref="ArgumentException">The plan names a command that no privilege is known for. Nothing was sent.</exception>
    /// <exception cref="ResponseActionsException">The credentials are not accepted, or Elasticsearch refused the question.</exception>
    /// <exception cref="TransportException">No whole answer came.</exception>
    public ValueTask<PrivilegeReport> CheckPrivilegesAsync(PrivilegePlan? plan = null, IResponseActionTransport? elasticsearch = null, string application = "kibana-.kibana", CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(application);
        return _preflight.CheckAsync(plan ?? new PrivilegePlan(), elasticsearch, application, cancellationToken);
    }

    internal KibanaOptions Options { get; }

    internal TimeProvider TimeProvider { get; }

    /// <summary>Kibana's name is one of the network that this machine is in.</summary>
    internal bool LooksNamesUp { get; }
}
