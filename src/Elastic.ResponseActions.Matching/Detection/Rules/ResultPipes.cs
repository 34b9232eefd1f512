using Elastic.ResponseActions.Matching.Detection.Plans;
using Elastic.ResponseActions.Matching.Detection.State;

namespace Elastic.ResponseActions.Matching.Detection.Rules;

/// <summary>
/// <c>| head</c> and <c>| tail</c> over the results of one run. Heads alone pass the first results on at once; with a tail nothing is known before the
/// run ends, so results wait in cells (<c>First</c> is their place in the order): no more than the first pipe lets through.
/// </summary>
/// <param name="pipes">The pipes, first to last.</param>
/// <param name="comeInOrder">Results come in order; else all of them wait, and are put in order when the run ends.</param>
/// <param name="scope">Where results wait.</param>
/// <param name="cells">The cells.</param>
internal sealed class ResultPipes(ResultPipe[] pipes, bool comeInOrder, int scope, StateCells cells)
{
    private readonly bool _waits = pipes.Length > 0 && (!comeInOrder || pipes.Any(pipe => pipe.FromEnd));

    public bool AnyHere => pipes.Length > 0;

    /// <summary>How many results of this run went through.</summary>
    public long Passed { get; set; }

    /// <summary>True where a result is to be told now.</summary>
    public bool Passes(ReadOnlySpan<byte> key, ReadOnlySpan<byte> tail, long time, long order)
    {
        if (pipes.Length == 0)
            return true;
        if (!_waits)
            return Passed++ < pipes.Min(pipe => pipe.Count);

        var first = pipes[0];
        if (comeInOrder && !first.FromEnd && Passed >= first.Count)
            return false;
        Passed++;
        var cell = cells.Add(scope, key, tail);
        (cells[cell].Time, cells[cell].First) = (time, order);
        if (comeInOrder && first.FromEnd && cells.List(scope).Count > first.Count)
            cells.Remove(cells.List(scope).Oldest);
        return false;
    }

    /// <summary>The results that waited and get through; <see cref="Clear"/> ends the run.</summary>
    public IReadOnlyList<int> TakeAtRunEnd()
    {
        var results = new List<int>();
        for (var cell = _waits ? cells.List(scope).Oldest : StateCells.None; cell != StateCells.None; cell = cells[cell].Newer)
            results.Add(cell);
        if (!comeInOrder)
            results.Sort((a, b) => cells[a].First.CompareTo(cells[b].First));
        return Apply(results);
    }

    /// <summary>Applies the pipes to results that are all there.</summary>
    public IReadOnlyList<T> Apply<T>(List<T> results)
    {
        foreach (var pipe in pipes)
        {
            var surplus = results.Count - pipe.Count;
            if (surplus > 0)
                results.RemoveRange(pipe.FromEnd ? 0 : pipe.Count, surplus);
        }

        return results;
    }

    public void Clear()
    {
        Passed = 0;
        while (cells.List(scope).Oldest is var oldest and not StateCells.None)
            cells.Remove(oldest);
    }
}
