namespace Elastic.ResponseActions.Tool.Input;

/// <summary>All events of a command line, held in memory: what one run of the rules sees.</summary>
internal sealed class EventPass
{
    private EventPass(List<SourceEvent> events, DateTimeOffset? newest) => (Events, Newest) = (events, newest);

    public IReadOnlyList<SourceEvent> Events { get; }

    /// <summary>The newest event's <c>@timestamp</c>; null where no event has one.</summary>
    public DateTimeOffset? Newest { get; }

    public static EventPass Read(EventInput input, CancellationToken cancellationToken)
    {
        var events = new List<SourceEvent>();
        DateTimeOffset? newest = null;
        foreach (var sourceEvent in input.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            events.Add(sourceEvent with { Document = sourceEvent.Document.ToArray() });
            if (EventClock.Read(sourceEvent.Document.Span) is { } time && !(time < newest))
                newest = time;
        }

        return new EventPass(events, newest);
    }

    public InputEvent[] ToInput() => [.. Events.Select(sourceEvent => new InputEvent(sourceEvent.Document, sourceEvent.Index, sourceEvent.Id))];
}
