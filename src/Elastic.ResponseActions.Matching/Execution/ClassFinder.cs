namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>Finds the class of an event: among the last ones where it is there, else by the class table. One per matcher.</summary>
internal sealed class ClassFinder
{
    private const int Groups = 32;
    private const int Ways = 4;

    private readonly CompiledRules _rules;
    private readonly EventClass[] _classes = new EventClass[Groups * Ways];
    private readonly EventClass _single;
    private readonly ClassKey _key = new();
    private readonly ulong[] _satisfied;

    public ClassFinder(CompiledRules rules)
    {
        _rules = rules;
        _satisfied = new ulong[rules.Classes.Words];
        _single = new EventClass(rules);
        _single.Begin([]);
        if (rules.Classes.Fields.Length == 0)
            return;
        foreach (ref var remembered in _classes.AsSpan())
            remembered = new EventClass(rules);   // now, so that no event has to
    }

    /// <summary>The class of the event whose values are in the scratch.</summary>
    public EventClass Find(EventScratch scratch, ReadOnlySpan<byte> utf8Event)
    {
        if (_rules.Classes.Fields.Length == 0)
            return _single;   // begun once: nothing tells events apart

        WriteKey(scratch, utf8Event);
        if (_key.IsTooLong)
            return Sort(_single, [], scratch, utf8Event);

        var key = _key.Utf8;
        var group = _classes.AsSpan((int)(FoldedHash.Of(key, seed: 0) >> 32 & (Groups - 1)) * Ways, Ways);
        for (var way = 0; way < group.Length; way++)
        {
            if (group[way].Is(key))
                return MoveToFront(group, way);
        }

        return Sort(MoveToFront(group, Ways - 1), key, scratch, utf8Event);
    }

    // The one that was asked for longest ago comes to stand last, and is given up first.
    private static EventClass MoveToFront(Span<EventClass> group, int from)
    {
        var moved = group[from];
        for (var way = from; way > 0; way--)
            group[way] = group[way - 1];
        return group[0] = moved;
    }

    private void WriteKey(EventScratch scratch, ReadOnlySpan<byte> utf8Event)
    {
        _key.Clear();
        foreach (ref readonly var field in _rules.Classes.Fields)
        {
            for (var i = scratch.FirstValue(field.Slot); i >= 0; i = scratch.Value(i).Next)
                _key.Add(scratch.TextOf(ref scratch.Value(i), utf8Event));
            _key.EndField();
        }
    }

    private EventClass Sort(EventClass target, ReadOnlySpan<byte> key, EventScratch scratch, ReadOnlySpan<byte> utf8Event)
    {
        target.Begin(key);
        foreach (ref readonly var field in _rules.Classes.Fields)
        {
            var isSatisfied = false;
            for (var i = scratch.FirstValue(field.Slot); i >= 0; i = scratch.Value(i).Next)
            {
                ref var value = ref scratch.Value(i);
                if (_rules.Slots[field.Slot].TermLimit && value.BeyondKeyword)
                    continue;

                scratch.Work.Probes++;
                foreach (var term in _rules.Terms.Find(field.Slot, scratch.TextOf(ref value, utf8Event)))
                    isSatisfied |= Take(target, term, isSatisfied);
            }

            RuleBits.And(target.InPlay, isSatisfied ? _satisfied : _rules.Classes.IndifferentRow(field));
        }

        return target;
    }

    private bool Take(EventClass target, int term, bool more)
    {
        foreach (var use in _rules.Terms.UsesOf(term))
            target.Add(use.Predicate);

        var row = _rules.Classes.RowOfTerm(term);
        if (row.IsEmpty)
            return false;
        if (more)
            RuleBits.Or(_satisfied, row);
        else
            row.CopyTo(_satisfied);
        return true;
    }
}
