using System.Runtime.InteropServices;
using Elastic.ResponseActions.Matching.Detection.Keys;
using Elastic.ResponseActions.Matching.Detection.Plans;
using Elastic.ResponseActions.Matching.Detection.State;
using Elastic.ResponseActions.Matching.Detection.Stream;

namespace Elastic.ResponseActions.Matching.Detection.Rules;

/// <summary>
/// EQL samples: for each key one event for each filter, in any order. Which events make a sample is known when all are there, so samples are
/// told when the run ends. Behind a key lie the candidates of each filter: as many as there are filters, since more can never be needed.
/// </summary>
internal sealed class SampleState(SamplePlan plan, DetectorMemory memory) : RuleState(plan, memory)
{
    private readonly ResultPipes _pipes = new(plan.Pipes, comeInOrder: true, plan.ResultScope, memory.Cells);

    protected override bool TellsAtRunEnd => true;

    public override void Use(HitTarget target, in EventAt at, ReadOnlySpan<byte> lists)
    {
        var keys = KeyList.Take(ref lists);
        var terms = ReadOnlySpan<byte>.Empty;
        if (plan.Suppression is not null)
        {
            var group = KeyList.Take(ref lists);
            terms = group.MoveNext() ? group.Current : default;
        }

        Expire(plan.FirstScope, plan.LookBack);
        foreach (var key in keys)
            Add(key, target.Index, at, terms);
    }

    protected override void EndRun()
    {
        var samples = new List<(int Cell, SampleCandidate[] Events)>();
        for (var cell = Cells.List(plan.FirstScope).Oldest; cell != StateCells.None; cell = Cells[cell].Newer)
        {
            if (Pick(cell) is { } events)
                samples.Add((cell, events));
        }

        samples.Sort((a, b) => KeyOrder.Compare(Cells.Key(a.Cell), Cells.Key(b.Cell)));
        foreach (var (cell, _) in samples.Except(_pipes.Apply([.. samples])))
            Cells.Remove(cell);
        foreach (var (cell, events) in _pipes.Apply(samples))
        {
            Tell(cell, events);
            Cells.Remove(cell);
        }
    }

    private void Add(ReadOnlySpan<byte> key, int filter, in EventAt at, ReadOnlySpan<byte> terms)
    {
        var cell = Cells.Find(plan.FirstScope, key);
        if (cell == StateCells.None)
            cell = Cells.Add(plan.FirstScope, key, new byte[plan.Filters]);

        var oldest = plan.LookBack == long.MaxValue ? long.MinValue : at.Time - plan.LookBack;
        var scratch = Memory.Scratch;
        scratch.Clear();
        ReadOnlySpan<byte> tail = Cells.Tail(cell);
        for (var f = 0; f < plan.Filters; f++)
        {
            var kept = SampleCandidate.TakeList(ref tail, oldest);
            if (f == filter && kept.Count < plan.Filters)
                kept.Add(new SampleCandidate(at.Time, at.Position, at.Id.ToArray(), terms.ToArray()));
            SampleCandidate.WriteList(kept, scratch);
        }

        Cells.SetTail(cell, scratch.Written);
        Cells[cell].Time = at.Time;
        Cells.Touch(cell);
    }

    private SampleCandidate[]? Pick(int cell)
    {
        ReadOnlySpan<byte> tail = Cells.Tail(cell);
        var oldest = plan.LookBack == long.MaxValue ? long.MinValue : Cells[cell].Time - plan.LookBack;
        var candidates = new List<SampleCandidate>[plan.Filters];
        for (var f = 0; f < plan.Filters; f++)
            candidates[f] = SampleCandidate.TakeList(ref tail, oldest);

        var picked = new SamplePicker([.. candidates.Select(list => list.ConvertAll(c => c.Position))]).Pick();
        return picked?.Select((position, f) => candidates[f].Find(c => c.Position == position)!).ToArray();
    }

    private void Tell(int cell, SampleCandidate[] events)
    {
        if (plan.Suppression is not null && IsSuppressed(Shared(events), events.Max(e => e.Time)))
            return;

        Memory.Found.Add(new SequenceDetection
        {
            RuleId = plan.RuleId,
            RuleIndex = plan.Index,
            EventIds = [.. events.Select(e => Text(e.Id))],
            JoinKeys = KeyText.Terms(Cells.Key(cell), plan.KeyTypes),
        });
    }

    private static ReadOnlySpan<byte> Shared(SampleCandidate[] events)
    {
        var shared = events[0].Terms;
        foreach (var other in events.Skip(1))
        {
            var merged = new KeyBuffer();
            SharedTerms.Write(shared, other.Terms, merged);
            shared = merged.Written.ToArray();
        }

        return shared;
    }
}

/// <summary>An event that one filter of a sample may take.</summary>
internal sealed record SampleCandidate(long Time, long Position, byte[] Id, byte[] Terms)
{
    /// <summary>Takes the candidates of one filter, without those that are too old.</summary>
    public static List<SampleCandidate> TakeList(scoped ref ReadOnlySpan<byte> tail, long oldest)
    {
        var list = new List<SampleCandidate>();
        for (var count = KeyText.TakeNumber(ref tail); count > 0; count--)
        {
            var time = MemoryMarshal.Read<long>(tail);
            var position = MemoryMarshal.Read<long>(tail[sizeof(long)..]);
            tail = tail[(2 * sizeof(long))..];
            var candidate = new SampleCandidate(time, position, SequenceTail.TakeId(ref tail).ToArray(), SequenceTail.TakeId(ref tail).ToArray());
            if (time >= oldest)
                list.Add(candidate);
        }

        return list;
    }

    public static void WriteList(List<SampleCandidate> list, KeyBuffer target)
    {
        target.WriteShort(list.Count);
        foreach (var candidate in list)
        {
            MemoryMarshal.Write(target.Reserve(sizeof(long)), candidate.Time);
            target.Commit(sizeof(long));
            MemoryMarshal.Write(target.Reserve(sizeof(long)), candidate.Position);
            target.Commit(sizeof(long));
            target.WriteShort(candidate.Id.Length);
            target.Write(candidate.Id);
            target.WriteShort(candidate.Terms.Length);
            target.Write(candidate.Terms);
        }
    }
}
