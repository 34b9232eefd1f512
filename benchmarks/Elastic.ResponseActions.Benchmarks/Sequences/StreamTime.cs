using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Benchmarks.Workloads;

namespace Elastic.ResponseActions.Benchmarks.Sequences;

/// <summary>Puts events into one stream: in order, a thousandth of a second apart at most, so that nothing runs out while it is measured.</summary>
internal static class StreamTime
{
    public static DateTimeOffset Start { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Length = TimeSpan.FromMilliseconds(500);

    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static EventBlock Of(EventBlock events) => EventBlock.Of(Enumerable.Range(0, events.Count).Select(i =>
    {
        var document = (JsonObject)JsonNode.Parse(events.Document(i))!;
        JsonPaths.Set(document, "@timestamp", Text(Start + (Length * ((double)i / events.Count))));
        return (JsonSerializer.SerializeToUtf8Bytes(document), events.Index(i).ToArray());
    }));
}
