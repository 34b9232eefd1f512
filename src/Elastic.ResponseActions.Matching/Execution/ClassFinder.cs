namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>Finds the class of an event: among the last ones where it is there, else by the class table. One per matcher.</summary>
internal sealed class ClassFinder
{
    private const int Remembered = 64;

    private readonly CompiledRules _rules;
    private readonly EventClass[] _classes = new EventClass[Remembered];
    private readonly EventClass _single;
    private readonly ClassKey _key = new();
    private readonly ulong[] _satisfied;

    public ClassFinder(CompiledRules rules)
    {
        _rules = rules;
        _satisfied = new ulong[rules.Classes.Words];
        _single = new EventClass(rules);
        _single.Begin([]);
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
        ref var remembered = ref _classes[FoldedHash.Of(key, 0) >> 48 & (Remembered - 1)];
        remembered ??= new EventClass(_rules);
        return remembered.KeyLength == key.Length && key.SequenceEqual(remembered.Key.AsSpan(0, key.Length))
            ? remembered
            : Sort(remembered, key, scratch, utf8Event);
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
