namespace Elastic.ResponseActions.Matching.Detection.State;

/// <summary>Keeps the state within its limits: gives up what was touched longest ago, and counts it.</summary>
internal sealed class StateLimits(StateCells cells, DetectorOptions options)
{
    public long EvictedSequences { get; private set; }

    public long EvictedGroups { get; private set; }

    public void Enforce()
    {
        if (cells.CountOf(StateKind.Sequence) > options.MaxOpenSequences)
            Evict(StateKind.Sequence, options.MaxOpenSequences);
        if (cells.CountOf(StateKind.Group) > options.MaxGroups)
            Evict(StateKind.Group, options.MaxGroups);
        if (cells.Bytes > options.MaxStateBytes)
            EvictBytes();
    }

    // One part in 64 more than needed, so that a stream at its limit does not look for the oldest at every event.
    private void Evict(StateKind kind, int limit)
    {
        var target = limit - (limit / 64);
        while (cells.CountOf(kind) > target && TryFindOldest(kind, out var scope, out var nextOldest))
        {
            do
            {
                Remove(cells.List(scope).Oldest);
            }
            while (cells.CountOf(kind) > target && IsAtMost(scope, nextOldest));
        }
    }

    private void EvictBytes()
    {
        var target = options.MaxStateBytes - (options.MaxStateBytes / 64);
        while (cells.Bytes > target && TryFindOldest(kind: null, out var scope, out var nextOldest))
        {
            do
            {
                Remove(cells.List(scope).Oldest);
            }
            while (cells.Bytes > target && IsAtMost(scope, nextOldest));
        }
    }

    private bool IsAtMost(int scope, long time) => cells.List(scope).Oldest is >= 0 and var oldest && cells[oldest].Time <= time;

    private void Remove(int cell)
    {
        var (sequences, groups) = (cells.CountOf(StateKind.Sequence), cells.CountOf(StateKind.Group));
        cells.Remove(cell);
        EvictedSequences += sequences - cells.CountOf(StateKind.Sequence);
        EvictedGroups += groups - cells.CountOf(StateKind.Group);
    }

    private bool TryFindOldest(StateKind? kind, out int oldestScope, out long nextOldest)
    {
        oldestScope = -1;
        var oldest = nextOldest = long.MaxValue;
        for (var scope = 0; scope < cells.Scopes; scope++)
        {
            var cell = cells.List(scope).Oldest;
            if (cell < 0 || (kind is null ? cells.KindOf(scope) == StateKind.Indicator : cells.KindOf(scope) != kind))
                continue;

            var time = cells[cell].Time;
            if (oldestScope < 0 || time < oldest)
                (oldestScope, oldest, nextOldest) = (scope, time, oldestScope < 0 ? long.MaxValue : oldest);
            else if (time < nextOldest)
                nextOldest = time;
        }

        return oldestScope >= 0;
    }
}
