using Elastic.ResponseActions.Matching.Detection.Keys;
using Elastic.ResponseActions.Matching.Detection.Plans;
using Elastic.ResponseActions.Matching.Detection.State;
using Elastic.ResponseActions.Matching.Detection.Stream;

namespace Elastic.ResponseActions.Matching.Detection.Rules;

/// <summary>
/// EQL sequences. Elasticsearch keeps for each key and stage the list of matches that wait there; an event of the next stage takes the
/// latest of them and drops all others. As events come in order here, the latest is the only one that can ever be taken: so there is one
/// waiting match for each key and stage, and a later one replaces it. It is taken out even if it then fails for its age.
/// </summary>
internal sealed class SequenceState : RuleState
{
    private readonly SequencePlan _plan;
    private readonly MissingEvents _missing;
    private readonly TrailingEvents _trailing;
    private readonly ResultPipes _pipes;
    private readonly bool _hasTrailing;
    private long _finished;

    public SequenceState(SequencePlan plan, DetectorMemory memory)
        : base(plan, memory)
    {
        _plan = plan;
        _hasTrailing = plan.HasTrailing;
        _missing = new MissingEvents(plan, memory.Cells);
        _trailing = new TrailingEvents(plan, memory.Cells);
        _pipes = new ResultPipes(plan.Pipes, comeInOrder: !_hasTrailing, plan.ResultScope, memory.Cells);
    }

    public override bool MayWait => base.MayWait || _hasTrailing;

    public override bool WaitsForTime => base.WaitsForTime || _trailing.AnyWaiting;

    public override long[] Numbers
    {
        get => [.. base.Numbers, _pipes.Passed, _finished];
        set
        {
            base.Numbers = value;
            (_pipes.Passed, _finished) = (value[2], value[3]);
            _trailing.Rebuild();
        }
    }

    protected override bool TellsAtRunEnd => _pipes.AnyHere;

    public override bool HasUseFor(HitTarget target) => target.Role switch
    {
        HitRole.Stage => target.Index == 0 || IsWaitedAt(target.Index - 1),
        HitRole.Missing => _plan.MissingStages[target.Index] switch
        {
            { Place: MissingPlace.Leading } => true,
            { Place: MissingPlace.Between } stage => IsWaitedAt(stage.After),
            _ => _trailing.AnyWaiting,
        },
        _ => true,   // it also ends what the same event begins
    };

    public override void Use(HitTarget target, in EventAt at, ReadOnlySpan<byte> lists)
    {
        var keys = KeyList.Take(ref lists);
        switch (target.Role)
        {
            case HitRole.Stage:
                var terms = ReadOnlySpan<byte>.Empty;
                if (_plan.Suppression is not null)
                {
                    var group = KeyList.Take(ref lists);
                    terms = group.MoveNext() ? group.Current : default;
                }

                foreach (var key in keys)
                    AtStage(target.Index, key, at, terms);
                break;

            case HitRole.Missing:
                foreach (var key in keys)
                    AtMissing(_plan.MissingStages[target.Index], key, at.Time);
                break;

            case HitRole.Until:
                foreach (var key in keys)
                    Drop(key, at.Time);
                break;
        }
    }

    public override void AdvanceTo(long time)
    {
        TellDecided(time);
        base.AdvanceTo(time);
    }

    public override void Complete()
    {
        // Nothing can come any more that spoils them.
        while (Cells.List(_plan.PendingScope).Oldest is var cell and not StateCells.None)
            TellAndRemove(cell, isWindowOpen: true);
        base.Complete();
    }

    protected override void EndRun()
    {
        foreach (var cell in _pipes.TakeAtRunEnd())
        {
            Tell(Cells.Key(cell), Cells.Tail(cell), Cells[cell].Time, isWindowOpen: _hasTrailing);   // not known any more
        }

        _pipes.Clear();
    }

    private void TellDecided(long time)
    {
        while (_trailing.TryTakeDecided(time, out var cell))
            TellAndRemove(cell);
    }

    private void TellAndRemove(int cell, bool isWindowOpen = false)
    {
        var open = new OpenSequence(ref Cells[cell]);
        if (_pipes.Passes(Cells.Key(cell), Cells.Tail(cell), open.Last, open.Order))
            Tell(Cells.Key(cell), Cells.Tail(cell), open.Last, isWindowOpen);
        Cells.Remove(cell);
    }

    private void AtMissing(MissingStage stage, ReadOnlySpan<byte> key, long time)
    {
        switch (stage.Place)
        {
            case MissingPlace.Leading:
                Expire(stage.Scope, _plan.MaxSpan);
                _missing.NoteLeading(stage.Scope, key, time);
                break;

            case MissingPlace.Between:
                _missing.NoteBetween(_plan.ScopeOfStage(stage.After), key, time);
                break;

            default:
                Expire(_plan.MarkScope, span: 0);
                _trailing.Spoil(key, time);
                break;
        }
    }

    private void AtStage(int stage, ReadOnlySpan<byte> key, in EventAt at, ReadOnlySpan<byte> terms)
    {
        if (stage == 0)
        {
            Open(key, at, terms);
            return;
        }

        var cell = Cells.Find(_plan.ScopeOfStage(stage - 1), key);
        if (cell == StateCells.None)
            return;

        var open = new OpenSequence(ref Cells[cell]);
        if (open.Last > at.Time)
            return;   // this event is late: what waits here came after it

        if (at.Time - open.Start > _plan.MaxSpan)
        {
            Cells.Remove(cell);
            return;
        }

        open.IsTainted |= open.FirstMissing < at.Time;
        open.FirstMissing = OpenSequence.Never;
        open.Last = at.Time;
        SequenceTail.Append(Cells, cell, at.Id, terms, _plan.Suppression is not null, Memory.Scratch);
        if (stage < _plan.PositiveStages - 1)
            Wait(stage, cell);
        else
            Finish(cell);
    }

    private void Open(ReadOnlySpan<byte> key, in EventAt at, ReadOnlySpan<byte> terms)
    {
        var scope = _plan.PositiveStages == 1 ? _plan.PendingScope : _plan.ScopeOfStage(0);
        var cell = StateCells.None;
        if (_plan.PositiveStages > 1)
        {
            Expire(scope, _plan.MaxSpan);
            cell = Cells.Find(scope, key);
            if (cell != StateCells.None && Cells[cell].Time > at.Time)
                return;   // late: a later one waits already
        }

        var scratch = Memory.Scratch;
        scratch.Clear();
        SequenceTail.Write(scratch, at.Id, terms, _plan.Suppression is not null);
        if (cell == StateCells.None)
        {
            cell = Cells.Add(scope, key, scratch.Written);
        }
        else
        {
            Cells.SetTail(cell, scratch.Written);
            Cells.Touch(cell);
        }

        var open = new OpenSequence(ref Cells[cell]);
        open.Start = open.Last = at.Time;
        open.Lead = _missing.LatestLeading(key, at.Time);
        open.FirstMissing = OpenSequence.Never;
        open.IsTainted = false;
        if (_plan.PositiveStages == 1)
            Finish(cell);
    }

    private void Wait(int stage, int cell)
    {
        var scope = _plan.ScopeOfStage(stage);
        Expire(scope, _plan.MaxSpan);
        var old = Cells.Find(scope, Cells.Key(cell));
        if (old != StateCells.None)
            Cells.Remove(old);
        Cells.MoveTo(cell, scope);
    }

    private bool IsWaitedAt(int stage) => Cells.List(_plan.ScopeOfStage(stage)).Count > 0;

    // The last event is there; what must be missing may still have to be waited for.
    private void Finish(int cell)
    {
        if (new OpenSequence(ref Cells[cell]).IsTainted || _missing.LeadIsTooNear(cell))
        {
            Cells.Remove(cell);
            return;
        }

        _finished++;
        if (_hasTrailing && _trailing.TryAwait(cell, _finished))
            return;

        new OpenSequence(ref Cells[cell]).Order = _finished;
        TellAndRemove(cell);
    }

    private void Drop(ReadOnlySpan<byte> key, long time)
    {
        for (var stage = 0; stage < _plan.PositiveStages - 1; stage++)
        {
            var cell = Cells.Find(_plan.ScopeOfStage(stage), key);
            if (cell != StateCells.None && Cells[cell].Time <= time)
                Cells.Remove(cell);
        }
    }

    private void Tell(ReadOnlySpan<byte> key, ReadOnlySpan<byte> tail, long time, bool isWindowOpen)
    {
        var terms = _plan.Suppression is null ? default : SequenceTail.TakeTerms(ref tail);
        if (IsSuppressed(terms, time))
            return;

        var ids = new string?[_plan.IsPositive.Length];
        for (var stage = 0; stage < ids.Length; stage++)
            ids[stage] = _plan.IsPositive[stage] ? Text(SequenceTail.TakeId(ref tail)) : null;
        Memory.Found.Add(new SequenceDetection
        {
            RuleId = _plan.RuleId,
            RuleIndex = _plan.Index,
            EventIds = ids,
            JoinKeys = KeyText.Terms(key, _plan.KeyTypes),
            IsWindowOpen = isWindowOpen,
        });
    }
}
