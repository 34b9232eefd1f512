using System.Text.Json;
using Elastic.ResponseActions.Benchmarks.Naive;
using Elastic.ResponseActions.Benchmarks.Workloads;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Benchmarks;

/// <summary>One pass over all events: the work that is measured.</summary>
internal static class EventLoops
{
    /// <summary>The yardstick (b): reading every token of every event once, and nothing else.</summary>
    /// <returns>The number of tokens.</returns>
    public static int ReadTokens(EventBlock events)
    {
        var tokens = 0;
        for (var i = 0; i < events.Count; i++)
            tokens += ReadTokens(events.Document(i));
        return tokens;
    }

    public static int ReadTokens(ReadOnlySpan<byte> document)
    {
        var tokens = 0;
        var reader = new Utf8JsonReader(document);
        while (reader.Read())
            tokens++;
        return tokens;
    }

    /// <returns>The number of matches.</returns>
    public static int Match(RuleMatcher matcher, EventBlock events)
    {
        var matches = 0;
        for (var i = 0; i < events.Count; i++)
            matches += matcher.Match(events.Document(i)).Count;
        return matches;
    }

    /// <returns>The number of matches.</returns>
    public static int Match(NaiveMatcher matcher, EventBlock events)
    {
        var matches = 0;
        for (var i = 0; i < events.Count; i++)
            matches += matcher.Count(events.Document(i));
        return matches;
    }

    /// <summary>As <see cref="Match(RuleMatcher, EventBlock)"/>, with the index that each event was read from.</summary>
    public static int MatchInIndex(RuleMatcher matcher, EventBlock events)
    {
        var matches = 0;
        for (var i = 0; i < events.Count; i++)
            matches += matcher.Match(events.Document(i), events.Index(i)).Count;
        return matches;
    }

    /// <returns>The number of detections.</returns>
    public static int Detect(RuleDetector detector, EventBlock events)
    {
        var detections = 0;
        for (var i = 0; i < events.Count; i++)
            detections += detector.Process(events.Document(i)).Count;
        return detections;
    }
}
