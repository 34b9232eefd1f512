using System.Security.Cryptography;
using Elastic.ResponseActions.Dispatching;
using Elastic.ResponseActions.Kibana;
using Elastic.ResponseActions.Processing;

namespace Elastic.ResponseActions;

/// <summary>
/// Response actions by hand: the second doorway, with the same guards, ledger and tracking behind it as the pipeline's. Thread-safe; see
/// <see cref="ActionDispatcher.ByHand"/>.
/// </summary>
/// <remarks>
/// The call itself says that the action is meant, so it runs in mode <see cref="ActionMode.Enforce"/>; every other guard applies. What a guard
/// stops comes back as an outcome with its reason, never as an exception.
/// </remarks>
public sealed class ManualActions
{
    private readonly ActionDispatcher _dispatcher;
    private readonly Intake _intake;
    private readonly int _maxConcurrentHosts;

    internal ManualActions(ActionDispatcher dispatcher, Intake intake, int maxConcurrentHosts)
    {
        _dispatcher = dispatcher;
        _intake = intake;
        _maxConcurrentHosts = maxConcurrentHosts;
    }

    /// <summary>Isolates a host.</summary>
    /// <param name="host">The host's <c>agent.id</c>.</param>
    /// <param name="comment">The remark that is stored with the action.</param>
    /// <param name="waitUntil">Whether to wait for the host's answer.</param>
    /// <param name="cancellationToken">Gives the call up; see <see cref="SendAsync(EndpointId, ManualRequest, WaitUntil, CancellationToken)"/>.</param>
    public ValueTask<ActionOperation> IsolateAsync(EndpointId host, string? comment = null, WaitUntil waitUntil = WaitUntil.Started, CancellationToken cancellationToken = default) =>
        SendAsync(host, new IsolateRequest { Comment = comment }, waitUntil, cancellationToken);

    /// <summary>Releases an isolated host (<c>unisolate</c>).</summary>
    /// <param name="host">The host's <c>agent.id</c>.</param>
    /// <param name="comment">The remark that is stored with the action.</param>
    /// <param name="waitUntil">Whether to wait for the host's answer.</param>
    /// <param name="cancellationToken">Gives the call up; see <see cref="SendAsync(EndpointId, ManualRequest, WaitUntil, CancellationToken)"/>.</param>
    public ValueTask<ActionOperation> ReleaseAsync(EndpointId host, string? comment = null, WaitUntil waitUntil = WaitUntil.Started, CancellationToken cancellationToken = default) =>
        SendAsync(host, new ReleaseRequest { Comment = comment }, waitUntil, cancellationToken);

    /// <summary>Sends a command to one host.</summary>
    /// <param name="host">The host's <c>agent.id</c>.</param>
    /// <param name="request">The command and its parameters.</param>
    /// <param name="waitUntil">Whether to wait for the host's answer.</param>
    /// <param name="cancellationToken">Gives the call up. An action that is under way may be executed all the same: the ledger has it.</param>
    /// <returns>The action from here on. Where nothing was sent it has no id, and its outcome says why.</returns>
    /// <exception cref="ArgumentException">The agent id or the request is not valid; it lists every error, and nothing was sent.</exception>
    /// <exception cref="LedgerException">The intent could not be written; nothing was sent.</exception>
    public async ValueTask<ActionOperation> SendAsync(EndpointId host, ManualRequest request, WaitUntil waitUntil = WaitUntil.Started, CancellationToken cancellationToken = default) =>
        (await SendAsync([host], request, waitUntil, cancellationToken).ConfigureAwait(false))[0];

    /// <summary>
    /// Sends a command to many hosts: one request a host, a few at a time, in the order given. Each host has its own result, and a host that
    /// is named twice is asked once.
    /// </summary>
    /// <param name="hosts">The hosts' <c>agent.id</c>; at least one.</param>
    /// <param name="request">The command and its parameters.</param>
    /// <param name="waitUntil">Whether to wait for the hosts' answers.</param>
    /// <param name="cancellationToken">Gives the call up. What was sent until then goes on; the ledger has it.</param>
    /// <returns>As many results as hosts, in their order.</returns>
    /// <exception cref="ArgumentException">An agent id or the request is not valid; it lists every error, and nothing was sent.</exception>
    /// <exception cref="LedgerException">An intent could not be written; further hosts were not asked.</exception>
    public async ValueTask<IReadOnlyList<ActionOperation>> SendAsync(IReadOnlyList<EndpointId> hosts, ManualRequest request, WaitUntil waitUntil = WaitUntil.Started, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        ArgumentNullException.ThrowIfNull(request);
        ThrowIfInvalid(hosts, request);
        cancellationToken.ThrowIfCancellationRequested();

        var upload = request as UploadRequest;
        var file = upload is null ? null : await UploadContents.DescribeAsync(upload, cancellationToken).ConfigureAwait(false);
        var call = request.RequestId ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var space = _dispatcher.Client.Options.SpaceId;
        var actions = hosts.Distinct().Select(host => ManualPlanner.Plan(request, host, space, call, file)).ToList();

        Dictionary<EndpointId, ActionOperation> sent = [];
        await BoundedWork.ForEachAsync(actions, _maxConcurrentHosts, async action =>
        {
            var operation = await SendAsync(action, upload?.Open, cancellationToken).ConfigureAwait(false);
            lock (sent)
                sent.Add(action.Target, operation);
        }).ConfigureAwait(false);
        if (waitUntil == WaitUntil.Completed)
            await Task.WhenAll(sent.Values.Select(o => o.WaitForCompletionAsync(null, cancellationToken).AsTask())).ConfigureAwait(false);

        return [.. hosts.Select(host => sent[host])];
    }

    private async ValueTask<ActionOperation> SendAsync(PlannedAction action, Func<Stream>? content, CancellationToken cancellationToken)
    {
        if (await _dispatcher.Hosts.GetAsync(action.Target, _dispatcher.FactsMaxAge, cancellationToken).ConfigureAwait(false) is not { } facts)
            return _dispatcher.NotSent(action, ActionOutcome.Of(ActionOutcomeKind.Blocked, $"Kibana could not be asked about '{action.Target}', so the guards cannot judge"));

        // By what is known of the host now. What was done before and what else is under way, the dispatcher's own two doors look at.
        var review = _intake.Review(action, facts);
        return review.Approved is { } approved
            ? await _dispatcher.DispatchAsync(approved, content, cancellationToken).ConfigureAwait(false)
            : _dispatcher.NotSent(action, ActionOutcome.Of(review.Verdict == GuardVerdict.Held ? ActionOutcomeKind.Held : ActionOutcomeKind.Refused, review.Reason) with { Guard = review.Guard });
    }

    private static void ThrowIfInvalid(IReadOnlyList<EndpointId> hosts, ManualRequest request)
    {
        List<string> errors = [];
        if (hosts.Count == 0)
            errors.Add("No host is named.");
        errors.AddRange(hosts.Where(static h => !RouteId.IsValid(h.Value)).Select(static h => $"The agent id `{VisibleText.Of(h.Value ?? "", RouteId.MaxLength)}` is not valid: {RouteId.Rule}."));
        errors.AddRange(request.Validate());
        if (errors.Count > 0)
            throw new ArgumentException($"The `{request.Command}` request is not valid: {string.Join(" ", errors)} Nothing was sent.");
    }
}
