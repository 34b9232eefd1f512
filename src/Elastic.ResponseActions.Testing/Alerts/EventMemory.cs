using System.Globalization;
using System.Text.Json;

namespace Elastic.ResponseActions.Testing.Alerts;

/// <summary>What lies in the indices beside the events of a run: earlier events, the latest of them, and indicators. Guarded by the world's lock.</summary>
internal sealed class EventMemory
{
    private const int MostEvents = 10_000;

    private readonly Queue<JsonElement> _events = new();

    public List<JsonElement> Indicators { get; } = [];

    public void Add(IEnumerable<JsonElement> events)
    {
        foreach (var document in events)
        {
            _events.Enqueue(document);
            if (_events.Count > MostEvents)
                _events.Dequeue();
        }
    }

    /// <summary>The events from a time on; those without a time are always among them.</summary>
    public IEnumerable<JsonElement> EventsSince(DateTimeOffset start) => _events.Where(document => TimeOf(document) is not { } time || time >= start);

    private static DateTimeOffset? TimeOf(JsonElement document) =>
        document.TryGetProperty("@timestamp", out var time) && time.ValueKind == JsonValueKind.String
        && DateTimeOffset.TryParse(time.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}
