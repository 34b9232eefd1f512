using System.Buffers;
using System.Text.Json;

namespace Elastic.ResponseActions.Tool.Input;

/// <summary>Lays fields over events that lack them, for tests and rehearsals. Everything it asks about an event is asked of the event as it came.</summary>
internal sealed class EventOverlay(IReadOnlyList<EventOverlay.Entry> entries)
{
    /// <summary>The event with what the entries add; the very same bytes where they add nothing.</summary>
    public ReadOnlyMemory<byte> Apply(ReadOnlyMemory<byte> utf8Event, string eventId)
    {
        using var parsed = JsonDocument.Parse(utf8Event);
        var document = parsed.RootElement;
        var additions = new FieldAdditions();
        foreach (var entry in entries.Where(entry => entry.When.All(condition => condition.Holds(document))))
        {
            foreach (var (field, template) in entry.Set)
            {
                if (!EventFields.TryGet(document, field, out _) && template.TryFill(document, eventId, out var value))
                    additions.Add(field, value);
            }
        }

        return additions.IsEmpty ? utf8Event : Write(document, additions);
    }

    private static ReadOnlyMemory<byte> Write(JsonElement document, FieldAdditions additions)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            additions.WriteOver(document, json);

        return buffer.WrittenMemory;
    }

    /// <param name="When">What has to hold of the event; nothing: every event.</param>
    /// <param name="Set">The fields to lay over it.</param>
    internal sealed record Entry(IReadOnlyList<Condition> When, IReadOnlyList<KeyValuePair<string, OverlayValue>> Set);

    /// <param name="Field">A dotted field.</param>
    /// <param name="Expected">The value it has to have; null: it has to be absent.</param>
    internal sealed record Condition(string Field, JsonElement Expected)
    {
        public bool Holds(JsonElement document) => EventFields.TryGet(document, Field, out var value)
            ? JsonElement.DeepEquals(value, Expected)
            : Expected.ValueKind == JsonValueKind.Null;
    }
}
