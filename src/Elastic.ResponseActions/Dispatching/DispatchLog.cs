using Elastic.ResponseActions.Telemetry;
using Microsoft.Extensions.Logging;

namespace Elastic.ResponseActions.Dispatching;

/// <summary>What the dispatcher tells the log. Event ids are stable; every text is escaped on its way, and bodies are never told.</summary>
internal static partial class DispatchLog
{
    [LoggerMessage(1001, LogLevel.Information, "{Asked} was sent as {ActionId}.")]
    public static partial void Sent(ILogger logger, AskedAction asked, LogText actionId);

    [LoggerMessage(1002, LogLevel.Information, "{Asked} was not sent: {Outcome}")]
    public static partial void NotSent(ILogger logger, AskedAction asked, LogText outcome);

    [LoggerMessage(1003, LogLevel.Warning, "{Asked} was not executed (attempt {Attempt}): {Reason}. It is sent again.")]
    public static partial void NotExecuted(ILogger logger, AskedAction asked, int attempt, LogText reason);

    [LoggerMessage(1004, LogLevel.Warning, "{Asked} may have been executed: {Reason}. It is looked for in Kibana's list and not sent again.")]
    public static partial void Ambiguous(ILogger logger, AskedAction asked, LogText reason);

    [LoggerMessage(1005, LogLevel.Error, "{Asked} is blocked, and so is what would end the same: {Reason}")]
    public static partial void Blocked(ILogger logger, AskedAction asked, LogText reason);

    [LoggerMessage(1006, LogLevel.Error, "{Asked} waits for a person: {Reason}")]
    public static partial void Parked(ILogger logger, AskedAction asked, LogText reason);

    [LoggerMessage(1007, LogLevel.Critical, "{Asked} did something else ({ActionId}): {Reason}. The kill switch is engaged.")]
    public static partial void Wrong(ILogger logger, AskedAction asked, LogText actionId, LogText reason);

    [LoggerMessage(1008, LogLevel.Error, "A callback for actions that need a person failed. The queue goes on.")]
    public static partial void CallbackFailed(ILogger logger, Exception failure);

    [LoggerMessage(1009, LogLevel.Critical, "Work on host '{Host}' stopped.")]
    public static partial void HostFailed(ILogger logger, LogText host, Exception failure);

    [LoggerMessage(1010, LogLevel.Warning, "{Asked} in the ledger is not of this Kibana and space and is left alone: {Reason}")]
    public static partial void NotOurs(ILogger logger, AskedAction asked, LogText reason);

    [LoggerMessage(1011, LogLevel.Information, "{Asked} ended: {Outcome}")]
    public static partial void Ended(ILogger logger, AskedAction asked, LogText outcome);

    [LoggerMessage(1012, LogLevel.Information, "The leases of host '{Host}' ended: {Reason}")]
    public static partial void LeaseEnded(ILogger logger, LogText host, LogText reason);

    [LoggerMessage(1013, LogLevel.Error, "Nobody could be asked to approve an action on '{Host}'. It stays held, and is asked about again.")]
    public static partial void ApprovalNotAsked(ILogger logger, LogText host, Exception failure);

    [LoggerMessage(1014, LogLevel.Warning, "{Warning}")]
    public static partial void NewerServer(ILogger logger, LogText warning);

    [LoggerMessage(1015, LogLevel.Error, "The provider of credentials {What}; it failed {Times} times since the last such line. What Kibana refused stays refused, and the provider is asked again after 30 s at the soonest.")]
    public static partial void CredentialsFailed(ILogger logger, LogText what, int times);
}
