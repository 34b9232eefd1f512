using System.Runtime.InteropServices;

namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>
/// Finds the class of an event. Values of class fields that were there before lead straight to it; others are looked up, and the terms
/// that they are lead to a class that was sorted before or to the class table. One per matcher.
/// </summary>
internal sealed class ClassFinder
{
    private const int Ways = 4;
    private const int KnownGroups = 64;
    private const int ClassGroups = 32;

    private readonly CompiledRules _rules;
    private readonly KnownClass[] _known = new KnownClass[KnownGroups * Ways];
    private readonly EventClass[] _classes = new EventClass[ClassGroups * Ways];
    private readonly EventClass _single;
    private readonly ClassKey _key = new();
    private readonly ClassTerms _terms;
    private readonly ulong[] _satisfied;

    public ClassFinder(CompiledRules rules)
    {
        _rules = rules;
        _satisfied = new ulong[rules.Classes.Words];
        _terms = new ClassTerms(rules.Terms.Count);
        _single = new EventClass(rules);
        _single.Begin([]);
        if (rules.Classes.Fields.Length == 0)
            return;

        // Now, so that no event has to.
        foreach (ref var known in _known.AsSpan())
            known = new KnownClass();
        foreach (ref var eventClass in _classes.AsSpan())
            eventClass = new EventClass(rules);
    }

    /// <summary>The class of the event whose values are in the scratch.</summary>
    public EventClass Find(EventScratch scratch, ReadOnlySpan<byte> utf8Event)
    {
        if (_rules.Classes.Fields.Length == 0)
            return _single;   // begun once: nothing tells events apart

        WriteKey(scratch, utf8Event);
        if (_key.IsTooLong)
            return FindByTerms(scratch, utf8Event);

        var key = _key.Utf8;
        var group = GroupOf(_known, key);
        for (var way = 0; way < group.Length; way++)
        {
            if (group[way].Find(key) is { } found)
            {
                MoveToFront(group, way);
                return found;
            }
        }

        var eventClass = FindByTerms(scratch, utf8Event);
        if (eventClass != _single)
            MoveToFront(group, Ways - 1).Set(key, eventClass);
        return eventClass;
    }

    private static Span<T> GroupOf<T>(T[] all, ReadOnlySpan<byte> key) =>
        all.AsSpan((int)(FoldedHash.Of(key, seed: 0) >> 32 & (ulong)((all.Length / Ways) - 1)) * Ways, Ways);

    // The one that was asked for longest ago comes to stand last, and is given up first.
    private static T MoveToFront<T>(Span<T> group, int from)
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

    private EventClass FindByTerms(EventScratch scratch, ReadOnlySpan<byte> utf8Event)
    {
        FindTerms(scratch, utf8Event);
        if (_terms.All.Length > EventClass.MostTerms)
            return Sort(_single);

        var group = GroupOf(_classes, MemoryMarshal.AsBytes(_terms.All));
        for (var way = 0; way < group.Length; way++)
        {
            if (group[way].Is(_terms.All))
                return MoveToFront(group, way);
        }

        return Sort(MoveToFront(group, Ways - 1));
    }

    private void FindTerms(EventScratch scratch, ReadOnlySpan<byte> utf8Event)
    {
        _terms.Clear();
        foreach (ref readonly var field in _rules.Classes.Fields)
        {
            for (var i = scratch.FirstValue(field.Slot); i >= 0; i = scratch.Value(i).Next)
            {
                ref var value = ref scratch.Value(i);
                if (_rules.Slots[field.Slot].TermLimit && value.BeyondKeyword)
                    continue;

                scratch.Work.Probes++;
                foreach (var term in _rules.Terms.Find(field.Slot, scratch.TextOf(ref value, utf8Event)))
                    _terms.Add(term);
            }

            _terms.EndField();
        }
    }

    private EventClass Sort(EventClass target)
    {
        target.Begin(_terms.All);
        var field = 0;
        var isSatisfied = false;
        foreach (var term in _terms.All)
        {
            if (term != ClassTerms.EndOfField)
            {
                isSatisfied |= Take(target, term, isSatisfied);
                continue;
            }

            RuleBits.And(target.InPlay, isSatisfied ? _satisfied : _rules.Classes.IndifferentRow(_rules.Classes.Fields[field]));
            isSatisfied = false;
            field++;
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
