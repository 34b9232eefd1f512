using Microsoft.Extensions.Logging;

namespace Elastic.ResponseActions.Dispatching;

/// <summary>
/// Says before the send what the server is too old for, and tells the log once where the server is newer than this library. Only what is certain stops
/// anything: a server that does not say which it is gets the request, and answers it. Thread-safe.
/// </summary>
internal sealed class ServerRelease(ResponseActionsClient client, ILogger logger)
{
    /// <summary>The name under which it stops an action, beside those of the guards.</summary>
    public const string Guard = "server release";

    private int _told;

    /// <summary>Null where the server has it, or may have it.</summary>
    public async ValueTask<ActionOutcome?> StopAsync(PlannedAction action, CancellationToken cancellationToken)
    {
        var server = await client.Status.FindServerAsync(cancellationToken).ConfigureAwait(false);
        if (server is { IsServerless: false, Release.IsNewerThanKnown: true, Warning: { } warning } && Interlocked.Exchange(ref _told, 1) == 0)
            DispatchLog.NewerServer(logger, warning);

        var whyNot = (ServerFeatures.ByRequest(action.Command, action.AgentType) is { } feature ? server.WhyNot(feature) : null)
            ?? (action.KillDescendants ? server.WhyNot(ServerFeatures.KillDescendants) : null);
        return whyNot is null ? null : ActionOutcome.Of(ActionOutcomeKind.Refused, whyNot) with { Guard = Guard };
    }
}
