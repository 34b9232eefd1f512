using Elastic.ResponseActions.Telemetry;
using Microsoft.Extensions.Logging;

namespace Elastic.ResponseActions.DependencyInjection;

/// <summary>What the hosted service tells the log. Event ids are stable; every text is escaped on its way.</summary>
internal static partial class ServiceLog
{
    [LoggerMessage(1101, LogLevel.Warning, "The alert feed could not be read: {Reason} It is read again in {Pause}.")]
    public static partial void FeedFailed(ILogger logger, LogText reason, TimeSpan pause);

    [LoggerMessage(1102, LogLevel.Information, "Alerts of the feed were processed: {Actions} actions planned, {Sent} sent.")]
    public static partial void Batch(ILogger logger, int actions, int sent);

    [LoggerMessage(1103, LogLevel.Warning, "The alert '{Alert}' is no safe alert, and nothing is sent for it: {Reason}")]
    public static partial void AlertUnreadable(ILogger logger, LogText alert, LogText reason);

    [LoggerMessage(1104, LogLevel.Error, "A callback for the feed's reports failed. The feed goes on.")]
    public static partial void CallbackFailed(ILogger logger, Exception failure);
}
