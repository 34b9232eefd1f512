using System.Text.Json;
using Elastic.ResponseActions.Benchmarks.Naive;

namespace Elastic.ResponseActions.Benchmarks.Workloads;

/// <summary>The kinds of events that benchmarks tell apart.</summary>
internal static class EventKinds
{
    public const string All = "all";

    private static readonly string[] Clouds = ["aws.", "azure.", "gcp.", "o365.", "okta.", "google_workspace."];
    private static readonly HashSet<string> NoPaths = [];

    public static IReadOnlyList<string> Names { get; } = [All, "process", "file", "network", "registry", "cloud"];

    /// <summary>The events of a kind; all of them where there is none of it, so that a small workload still runs.</summary>
    public static EventBlock Take(EventBlock events, string kind)
    {
        var taken = events.Where(i => Is(events.Document(i), kind));
        return taken.Count > 0 ? taken : events;
    }

    private static bool Is(ReadOnlySpan<byte> utf8Event, string kind)
    {
        if (kind == All)
            return true;

        var reader = new Utf8JsonReader(utf8Event);
        using var document = JsonDocument.ParseValue(ref reader);
        var flat = new FlatEvent(document.RootElement, NoPaths, 0);
        return kind == "cloud"
            ? flat.Values("data_stream.dataset").Concat(flat.Values("event.dataset")).Any(value => Clouds.Any(value.Text.StartsWith))
            : flat.Values("event.category").Exists(value => value.Text == kind);
    }
}
