namespace Elastic.ResponseActions.Matching.Tests.Detection.Oracle;

/// <summary>One stage of a made-up sequence: events of a kind, or the absence of such events.</summary>
internal sealed record SlowStage(string Kind, bool Missing, IReadOnlyList<SlowKey> Keys)
{
    public IEnumerable<(SlowEvent Event, string?[] Key)> Hits(IEnumerable<SlowEvent> ordered) =>
        ordered.Where(it => it.Is("k", Kind)).SelectMany(it => it.Keys(Keys).Select(key => (it, key)));
}

/// <summary>A found sequence: join keys and event ids, null for a missing event.</summary>
internal sealed record SlowResult(string?[] Keys, string?[] Ids)
{
    public override string ToString() => $"({string.Join(",", Keys.Select(key => key ?? "null"))})[{string.Join(",", Ids.Select(id => id ?? "-"))}]";
}

/// <summary>
/// Sequences as Elasticsearch finds them: stage by stage over the whole list. For each key and stage there is a list of waiting matches; each event of the
/// next stage takes the latest before it out, and all earlier ones with it. Missing events are looked for when all else is done.
/// </summary>
internal sealed record SlowSequence(IReadOnlyList<SlowStage> Stages, SlowStage? Until, long MaxSpan)
{
    public IReadOnlyList<SlowResult> Find(IReadOnlyList<SlowEvent> ordered)
    {
        var place = ordered.Select((it, i) => (it, i)).ToDictionary(it => it.it, it => it.i);
        var positive = Stages.Select((stage, i) => (stage, i)).Where(it => !it.stage.Missing).Select(it => it.i).ToList();
        var until = Until?.Hits(ordered).ToLookup(hit => Text(hit.Key), hit => place[hit.Event]);

        var waiting = Stages[positive[0]].Hits(ordered)
            .GroupBy(hit => Text(hit.Key))
            .ToDictionary(group => group.Key, group => group.Select(hit => new Match(hit.Key, [hit.Event])).ToList());
        foreach (var stage in positive.Skip(1))
        {
            var next = new Dictionary<string, List<Match>>();
            foreach (var (@event, key) in Stages[stage].Hits(ordered))
            {
                var group = waiting.GetValueOrDefault(Text(key), []);
                var at = group.FindLastIndex(match => place[match.Events[^1]] < place[@event]);
                if (at < 0)
                {
                    continue;
                }

                var match = group[at];
                group.RemoveRange(0, at + 1);
                if (@event.Time - match.Events[0].Time > MaxSpan || IsEnded(match, @event, until, place))
                {
                    continue;
                }

                if (!next.TryGetValue(Text(key), out var list))
                {
                    next.Add(Text(key), list = []);
                }

                list.Add(new Match(match.Key, [.. match.Events, @event]));
            }

            waiting = next;
        }

        return
        [
            .. waiting.Values.SelectMany(list => list)
                .Where(match => NothingIsThatMustBeMissing(match, positive, ordered))
                .OrderBy(match => place[match.Events[^1]]).ThenBy(match => Text(match.Key), StringComparer.Ordinal)
                .Select(match => new SlowResult(match.Key, Ids(match))),
        ];
    }

    private static bool IsEnded(Match match, SlowEvent @event, ILookup<string, int>? until, Dictionary<SlowEvent, int> place)
    {
        var ends = until?[Text(match.Key)].Where(end => end < place[@event]).ToList();
        return ends is { Count: > 0 } && ends.Max() >= place[match.Events[^1]];
    }

    private bool NothingIsThatMustBeMissing(Match match, List<int> positive, IReadOnlyList<SlowEvent> ordered)
    {
        long? lead = null;
        long? trail = null;
        var (first, last) = (match.Events[0], match.Events[^1]);
        for (var i = 0; i < Stages.Count; i++)
        {
            if (!Stages[i].Missing)
            {
                continue;
            }

            var times = Stages[i].Hits(ordered).Where(hit => hit.Key.SequenceEqual(match.Key)).Select(hit => hit.Event.Time).ToList();
            if (i < positive[0])
            {
                lead = Max(lead, times.Where(time => time < first.Time).Cast<long?>().Max());
            }
            else if (i > positive[^1])
            {
                trail = Min(trail, times.Where(time => time > last.Time).Cast<long?>().Min());
            }
            else
            {
                var after = positive.FindLastIndex(stage => stage < i);
                if (times.Exists(time => time > match.Events[after].Time && time < match.Events[after + 1].Time))
                {
                    return false;
                }
            }
        }

        var (hasLead, hasTrail) = (Stages[0].Missing, Stages[^1].Missing);
        return (hasLead, hasTrail) switch
        {
            (true, true) => lead is null || trail is null || trail - lead > MaxSpan,
            (true, false) => lead is null || last.Time - lead > MaxSpan,
            (false, true) => trail is null || trail - first.Time > MaxSpan,
            _ => true,
        };
    }

    private static long? Max(long? a, long? b) => a is null ? b : b is null ? a : Math.Max(a.Value, b.Value);

    private static long? Min(long? a, long? b) => a is null ? b : b is null ? a : Math.Min(a.Value, b.Value);

    private string?[] Ids(Match match)
    {
        var next = 0;
        return [.. Stages.Select(stage => stage.Missing ? null : match.Events[next++].Id)];
    }

    // A missing key sorts before all others.
    private static string Text(string?[] key) => string.Join("\u0001", key.Select(part => part is null ? "" : $"={part}"));

    private sealed record Match(string?[] Key, SlowEvent[] Events);
}
