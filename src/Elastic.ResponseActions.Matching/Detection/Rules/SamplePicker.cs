namespace Elastic.ResponseActions.Matching.Detection.Rules;

/// <summary>
/// Picks one event for each filter of a sample, no event twice: of all ways to do so the first one in the order of the candidates, as trying
/// them all in order would find it. One assignment is kept and mended step by step, so that no number of candidates makes it slow.
/// </summary>
internal sealed class SamplePicker(IReadOnlyList<long>[] candidates)
{
    private const int Nobody = -1;
    private readonly long[] _eventOf = new long[candidates.Length];
    private readonly Dictionary<long, int> _filterOf = [];

    /// <summary>The event of each filter; null where there are not enough different ones.</summary>
    public long[]? Pick()
    {
        for (var filter = 0; filter < candidates.Length; filter++)
        {
            if (!TryAssign(filter, fixedFilters: 0, []))
                return null;
        }

        for (var filter = 0; filter < candidates.Length; filter++)
            TakeFirst(filter);
        return _eventOf;
    }

    // Gives a filter its first candidate with which all later filters can still have one; the earlier ones keep theirs.
    private void TakeFirst(int filter)
    {
        foreach (var candidate in candidates[filter])
        {
            if (candidate == _eventOf[filter])
                return;

            var owner = _filterOf.GetValueOrDefault(candidate, Nobody);
            if (owner != Nobody && owner < filter)
                continue;

            var before = (Events: (long[])_eventOf.Clone(), Filters: _filterOf.ToArray());
            _filterOf.Remove(_eventOf[filter]);
            Assign(filter, candidate);
            if (owner == Nobody || TryAssign(owner, fixedFilters: filter + 1, [candidate]))
                return;

            before.Events.CopyTo(_eventOf, 0);
            _filterOf.Clear();
            foreach (var (taken, by) in before.Filters)
                _filterOf[taken] = by;
        }
    }

    // Finds an event for a filter; one that another filter has is taken if that filter finds another.
    private bool TryAssign(int filter, int fixedFilters, HashSet<long> tried)
    {
        foreach (var candidate in candidates[filter])
        {
            if (!tried.Add(candidate))
                continue;
            var owner = _filterOf.GetValueOrDefault(candidate, Nobody);
            if (owner != Nobody && (owner < fixedFilters || !TryAssign(owner, fixedFilters, tried)))
                continue;
            Assign(filter, candidate);
            return true;
        }

        return false;
    }

    private void Assign(int filter, long candidate)
    {
        _eventOf[filter] = candidate;
        _filterOf[candidate] = filter;
    }
}
