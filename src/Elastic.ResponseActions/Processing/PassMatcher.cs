using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Processing;

/// <summary>Matches a pass's events, on the caller's thread. Thread-safe: each call works with a matcher of its own.</summary>
internal sealed class PassMatcher(DetectionRuleSet rules, IProgress<PipelineProgress>? progress)
{
    private const int EventsPerReport = 4096;

    private readonly PassDetector _detector = new(rules.Detectors);
    private RuleMatcher? _idle;

    /// <summary>What was found; null where nothing was, and then nothing was allocated.</summary>
    public PassHits? Match(ReadOnlySpan<InputEvent> pass, CancellationToken cancellationToken)
    {
        var matcher = Interlocked.Exchange(ref _idle, null) ?? rules.Compiled.CreateMatcher();
        PassHits? hits = null;
        for (var i = 0; i < pass.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var matches = matcher.Match(pass[i].Utf8Event.Span, pass[i].Utf8Index.Span);
            if (matches.Count > 0 || matches.Unknown.Length > 0 || matches.Error != EventError.None)
                Keep(hits ??= new PassHits(), matches, pass[i], i);
            if (i % EventsPerReport == EventsPerReport - 1)
                progress?.Report(new(PipelineStage.Match, i + 1, pass.Length));
        }

        _detector.Detect(pass, ref hits, cancellationToken);
        progress?.Report(new(PipelineStage.Match, pass.Length, pass.Length));
        _idle = matcher;
        return hits;
    }

    private static void Keep(PassHits hits, RuleMatches matches, in InputEvent input, int index)
    {
        var id = EventIds.Of(input);
        if (matches.Error != EventError.None)
            hits.Broken.Add(new(id, index, Describe(matches.Error)));

        foreach (var match in matches)
        {
            hits.Matches.Add(new(match.RuleId, id, index));
            hits.RuleIndexes.Add(match.RuleIndex);
        }

        foreach (var unknown in matches.Unknown)
            hits.Unknown.Add(new(unknown.RuleId, id, index, unknown.Reason));
    }

    private static string Describe(EventError error) => error switch
    {
        EventError.Malformed => "The event is not well-formed JSON in UTF-8.",
        EventError.NotAnObject => "The event is not a JSON object.",
        EventError.TooDeep => "The event nests deeper than RuleSetOptions.MaxEventDepth. Send it flatter, or raise the limit.",
        EventError.TooLarge => "The event is larger than RuleSetOptions.MaxEventBytes. Send less of it, or raise the limit.",
        EventError.TooManyValues => "The event has more values that rules look at than RuleSetOptions.MaxEventValues. Send less of it, or raise the limit.",
        _ => $"The event cannot be read: {error}.",
    };
}
