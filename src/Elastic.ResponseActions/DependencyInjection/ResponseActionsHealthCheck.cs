using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Elastic.ResponseActions;

/// <summary>
/// Whether actions are sent. Unhealthy: the ledger cannot be read, or nothing at all is sent. Degraded: people are waited for, or a rule's
/// breaker has tripped. Register it with <c>AddHealthChecks().AddCheck&lt;ResponseActionsHealthCheck&gt;("elastic-response-actions")</c>. Thread-safe.
/// </summary>
public sealed class ResponseActionsHealthCheck : IHealthCheck
{
    private readonly ActionDispatcher _dispatcher;

    /// <summary>Makes the check.</summary>
    /// <param name="dispatcher">The dispatcher; it stays the caller's.</param>
    public ResponseActionsHealthCheck(ActionDispatcher dispatcher)
    {
        ArgumentNullException.ThrowIfNull(dispatcher);
        _dispatcher = dispatcher;
    }

    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var status = await _dispatcher.ReadStatusAsync(cancellationToken).ConfigureAwait(false);
            var health = status.StoppedBy is not null ? HealthStatus.Unhealthy
                : status.Held + status.AwaitingApproval + status.Parked + status.Breakers > 0 ? HealthStatus.Degraded
                : HealthStatus.Healthy;
            return new HealthCheckResult(health, status.ToString(), data: new Dictionary<string, object>
            {
                ["queued"] = status.Queued,
                ["sent"] = status.Sent,
                ["held"] = status.Held,
                ["awaiting_approval"] = status.AwaitingApproval,
                ["parked"] = status.Parked,
                ["breakers"] = status.Breakers,
            });
        }
        catch (LedgerException failure)
        {
            return new HealthCheckResult(HealthStatus.Unhealthy, string.Create(CultureInfo.InvariantCulture, $"the ledger cannot be read: {failure.Message}"), failure);
        }
    }
}
