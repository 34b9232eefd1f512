namespace Elastic.ResponseActions.Matching.Tests.Detection.Oracle;

/// <summary>Samples by trying: for each key, and each filter in order, each of its first events in order, until all filters have an event of their own.</summary>
internal sealed record SlowSample(IReadOnlyList<SlowStage> Filters)
{
    public IReadOnlyList<SlowResult> Find(IReadOnlyList<SlowEvent> arrived)
    {
        var hits = Filters.Select(filter => filter.Hits(arrived).ToList()).ToList();
        var keys = hits.SelectMany(list => list.Select(hit => hit.Key)).DistinctBy(Text);
        return
        [
            .. keys.OrderBy(Text, StringComparer.Ordinal)
                .Select(key => (key, events: Try([], [.. hits.Select(list => list.Where(hit => hit.Key.SequenceEqual(key)).Select(hit => hit.Event).Take(Filters.Count).ToList())])))
                .Where(it => it.events is not null)
                .Select(it => new SlowResult(it.key, [.. it.events!.Select(@event => @event.Id)])),
        ];
    }

    private static List<SlowEvent>? Try(List<SlowEvent> picked, List<SlowEvent>[] candidates)
    {
        if (picked.Count == candidates.Length)
        {
            return picked;
        }

        return candidates[picked.Count].Where(candidate => !picked.Contains(candidate)).Select(candidate => Try([.. picked, candidate], candidates)).FirstOrDefault(found => found is not null);
    }

    private static string Text(string?[] key) => string.Join("\u0001", key.Select(part => part is null ? "" : $"={part}"));
}
