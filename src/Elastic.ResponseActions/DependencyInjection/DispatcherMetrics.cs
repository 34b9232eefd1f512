using System.Diagnostics.Metrics;

namespace Elastic.ResponseActions.DependencyInjection;

/// <summary>Tells the status of a dispatcher as gauges of the meter <c>Elastic.ResponseActions</c>; they stand as of the last look. Thread-safe.</summary>
internal sealed class DispatcherMetrics : IDisposable
{
    private readonly Meter _meter = new("Elastic.ResponseActions");
    private readonly KeyValuePair<string, object?>[] _tags;
    private volatile DispatcherStatus? _last;

    public DispatcherMetrics(string? name = null)
    {
        _tags = name is null ? [] : [new("response_actions.name", name)];
        Gauge("queued", "Actions to send, or to find out about.", static s => s.Queued);
        Gauge("sent", "Sent actions whose end is not known.", static s => s.Sent);
        Gauge("held", "Actions held for a person, approvals not counted.", static s => s.Held);
        Gauge("awaiting_approval", "Actions that wait for a person's approval.", static s => s.AwaitingApproval);
        Gauge("parked", "Actions of which a person has to find out what became of them.", static s => s.Parked);
        Gauge("breakers", "Breakers that have tripped.", static s => s.Breakers);
        Gauge("stopped", "1 where nothing at all is sent.", static s => s.StoppedBy is null ? 0 : 1);
    }

    public void Tell(DispatcherStatus status) => _last = status;

    public void Dispose() => _meter.Dispose();

    private void Gauge(string name, string description, Func<DispatcherStatus, int> read) => _meter.CreateObservableGauge(
        $"elastic.response_actions.dispatcher.{name}",
        () => _last is { } status ? (Measurement<int>[])[new(read(status), _tags)] : [],
        "{action}",
        description);
}
