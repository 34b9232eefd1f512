namespace Elastic.ResponseActions.Matching.Tests.Detection.Oracle;

/// <summary>Thresholds by counting anew at every event.</summary>
internal sealed record SlowThreshold(IReadOnlyList<SlowKey> Fields, int Value, IReadOnlyList<(string Field, int Value)> Cardinality, long? LookBack, long? Interval)
{
    public IEnumerable<(string?[] Terms, IReadOnlyList<SlowEvent> Events)> Find(IReadOnlyList<SlowEvent> ordered)
    {
        var restUntil = new Dictionary<string, long>();
        for (var i = 0; i < ordered.Count; i++)
        {
            foreach (var terms in ordered[i].Keys(Fields))
            {
                var group = string.Join("|", terms);
                var rest = restUntil.GetValueOrDefault(group, long.MinValue);
                var counted = ordered.Take(i + 1)
                    .Where(it => it.Keys(Fields).Any(other => other.SequenceEqual(terms)))
                    .Where(it => it.Time > rest && (LookBack is null || it.Time >= ordered[i].Time - LookBack))
                    .ToList();
                if (ordered[i].Time <= rest || counted.Count < Value || Cardinality.Any(it => counted.SelectMany(@event => @event[it.Field]).Distinct().Count() < it.Value))
                {
                    continue;
                }

                restUntil[group] = Interval is null ? long.MaxValue : ordered[i].Time + Interval.Value;
                yield return (terms, counted);
            }
        }
    }
}

/// <summary>New terms by looking through all that came before.</summary>
internal sealed record SlowNewTerms(IReadOnlyList<SlowKey> Fields, long? History)
{
    public IEnumerable<(string?[] Terms, SlowEvent Event)> Find(IReadOnlyList<SlowEvent> history, IReadOnlyList<SlowEvent> ordered)
    {
        for (var i = 0; i < ordered.Count; i++)
        {
            foreach (var terms in ordered[i].Keys(Fields))
            {
                var seen = history.Concat(ordered.Take(i)).Where(it => it.Keys(Fields).Any(other => other.SequenceEqual(terms)));
                if (!seen.Any(it => History is null || ordered[i].Time - it.Time <= History))
                {
                    yield return (terms, ordered[i]);
                }
            }
        }
    }
}

/// <summary>Threat matches by comparing every event with every indicator.</summary>
internal sealed record SlowThreatMatch(IReadOnlyList<ThreatMapping> Mapping)
{
    public IEnumerable<(SlowEvent Event, string[] Indicators)> Find(IReadOnlyList<SlowEvent> indicators, IReadOnlyList<SlowEvent> events) =>
        from @event in events
        let matched = Mapping.SelectMany((item, i) => indicators.Where(indicator => Holds(item, indicator, @event)).Select(indicator => $"{indicator.Id}/{i}")).ToArray()
        where matched.Length > 0
        select (@event, matched.Order(StringComparer.Ordinal).ToArray());

    private static bool Holds(ThreatMapping item, SlowEvent indicator, SlowEvent @event) => item.Entries.All(entry =>
    {
        var wanted = indicator[entry.Value].Distinct().ToArray();
        if (item.Entries.Count > 1 && wanted.Length > 1)
        {
            return false;
        }

        return !entry.Negate ? @event[entry.Field].Intersect(wanted).Any()
            : wanted.Length == 0 ? @event[entry.Field].Length > 0
            : !@event[entry.Field].Contains(wanted[0]);
    });
}

/// <summary>Suppression: an alert is reported unless one of its group was, not longer ago than the duration.</summary>
internal sealed class SlowSuppression(long? duration)
{
    private readonly Dictionary<string, long> _reported = [];

    public bool Reports(string? group, long time)
    {
        if (group is null)
        {
            return true;
        }

        if (_reported.TryGetValue(group, out var last) && (duration is null || time - last <= duration))
        {
            return false;
        }

        _reported[group] = time;
        return true;
    }
}
