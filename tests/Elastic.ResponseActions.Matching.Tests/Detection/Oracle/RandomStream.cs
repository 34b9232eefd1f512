namespace Elastic.ResponseActions.Matching.Tests.Detection.Oracle;

/// <summary>Makes streams and rules out of few kinds, few values and few points in time, so that all that can meet does meet.</summary>
internal sealed class RandomStream(int seed)
{
    private static readonly string[] Kinds = ["A", "B", "C", "U", "M", "N"];
    private readonly Random _random = new(seed);

    public bool Chance(int percent) => _random.Next(100) < percent;

    public int Next(int from, int to) => _random.Next(from, to + 1);

    public T One<T>(params T[] values) => values[_random.Next(values.Length)];

    public IReadOnlyList<SlowEvent> Events(int count, int times)
    {
        var kinds = Next(2, Kinds.Length);
        return [.. Enumerable.Range(1, count).Select(arrival => new SlowEvent(arrival, Next(1, times), Chance(70) ? null : Next(1, 3), Fields(kinds)))];
    }

    /// <summary>A sequence over the kinds, with all that a sequence can have, and its text.</summary>
    public (SlowSequence Sequence, string Eql, IReadOnlyList<ResultPipeText> Pipes) Sequence(int times)
    {
        var common = Keys(Chance(80) ? Next(0, 2) : 0);
        var own = Chance(30) ? 1 : 0;
        var stages = Enumerable.Range(0, Next(2, 4)).Select(_ => new SlowStage(One("A", "A", "B", "C", "M", "N"), Chance(20), [.. common, .. Keys(own)])).ToList();
        if (stages.TrueForAll(stage => stage.Missing))
        {
            stages[0] = stages[0] with { Missing = false };
        }

        var maxSpan = Chance(80) || stages.Exists(stage => stage.Missing) ? Next(1, times) : (long?)null;
        var until = Chance(25) ? new SlowStage("U", false, [.. common, .. Keys(own)]) : null;
        var runs = Enumerable.Repeat(1, stages.Count).Select(one => Chance(10) ? 2 : one).ToList();
        var pipes = Chance(80) ? [] : Enumerable.Range(0, Next(1, 2)).Select(_ => new ResultPipeText(Chance(50), Next(1, 3))).ToList();

        var eql = $"sequence{By(common)}{(maxSpan is null ? "" : $" with maxspan={maxSpan}ms")} "
            + string.Join(" ", stages.Select((stage, i) => $"{(stage.Missing ? "!" : "")}[any where k == \"{stage.Kind}\"]{By(stage.Keys.Skip(common.Count))}{(runs[i] == 1 ? "" : " with runs=2")}"))
            + (until is null ? "" : $" until [any where k == \"U\"]{By(until.Keys.Skip(common.Count))}")
            + string.Concat(pipes.Select(pipe => $" | {(pipe.Tail ? "tail" : "head")} {pipe.Count}"));
        return (new SlowSequence([.. stages.SelectMany((stage, i) => Enumerable.Repeat(stage, runs[i]))], until, maxSpan ?? long.MaxValue), eql, pipes);
    }

    public (SlowSample Sample, string Eql) Sample()
    {
        var common = Keys(Next(1, 2));
        var filters = Enumerable.Range(0, Next(2, 4)).Select(_ => new SlowStage(One("A", "B", "C"), false, common)).ToList();
        return (new SlowSample(filters), $"sample{By(common)} " + string.Join(" ", filters.Select(filter => $"[any where k == \"{filter.Kind}\"]")));
    }

    public IReadOnlyList<SlowKey> Keys(int count, bool mayBeOptional = true) =>
        [.. Enumerable.Range(0, count).Select(_ => new SlowKey(One("g", "h"), mayBeOptional && Chance(20)))];

    public string[] Values(params string[] from) => [.. Enumerable.Range(0, One(0, 1, 1, 1, 1, 2, 3)).Select(_ => One(from))];

    private Dictionary<string, string[]> Fields(int kinds)
    {
        var fields = new Dictionary<string, string[]> { ["k"] = Chance(85) ? [Kinds[_random.Next(kinds)]] : Values(Kinds) };
        foreach (var field in new[] { "g", "h", "v" })
        {
            if (Values("x", "y", "z") is { Length: > 0 } values)
            {
                fields.Add(field, values);
            }
        }

        return fields;
    }

    private static string By(IEnumerable<SlowKey> keys) =>
        keys.Any() ? $" by {string.Join(", ", keys.Select(key => key.Optional ? $"?{key.Field}" : key.Field))}" : "";
}

/// <summary><c>head</c> or <c>tail</c>.</summary>
internal sealed record ResultPipeText(bool Tail, int Count)
{
    public IEnumerable<T> Cut<T>(IEnumerable<T> results) => Tail ? results.TakeLast(Count) : results.Take(Count);
}
