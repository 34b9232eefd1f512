using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Elastic.ResponseActions.Matching.Detection.Plans;
using Elastic.ResponseActions.Matching.Detection.Rules;
using Elastic.ResponseActions.Matching.Detection.State;
using Elastic.ResponseActions.Matching.Detection.Stream;

namespace Elastic.ResponseActions.Matching.Detection.Saving;

/// <summary>Writes a detector's state (see <see cref="StateFormat"/>).</summary>
internal sealed class StateWriter
{
    private readonly IBufferWriter<byte> _target;
    private readonly IncrementalHash _hash;

    private StateWriter(IBufferWriter<byte> target, IncrementalHash hash) => (_target, _hash) = (target, hash);

    public static void Write(DetectorPlan plan, DetectorState state, IBufferWriter<byte> target)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        new StateWriter(target, hash).Write(plan, state);
        target.Write(hash.GetHashAndReset());
    }

    private void Write(DetectorPlan plan, DetectorState state)
    {
        Number((int)StateFormat.Mark);
        Number(StateFormat.Version);
        Long(state.Events);
        Long(state.Indicators);
        Long(state.Memory.LastSerial);
        Number(state.Networks.Lengths.Length);
        foreach (var length in state.Networks.Lengths)
            Number(length);

        Number(plan.Targets.Length);
        foreach (var target in plan.Targets)
        {
            Number(target.Rule);
            Number((int)target.Role);
            Number(target.Index);
        }

        Number(state.Rules.Length);
        foreach (var rule in state.Rules)
            Rule(rule, state.Memory.Cells);
        Number(state.Use.Timelines.Length);
        foreach (var timeline in state.Use.Timelines)
            Timeline(timeline);
    }

    private void Rule(RuleState rule, StateCells cells)
    {
        Bytes(Encoding.UTF8.GetBytes(rule.Plan.RuleId));
        Raw(rule.Plan.Common.Fingerprint);
        Number(rule.Numbers.Length);
        foreach (var number in rule.Numbers)
            Long(number);
        Number(rule.Plan.Common.Scopes);
        for (var scope = rule.Plan.FirstScope; scope < rule.Plan.FirstScope + rule.Plan.Common.Scopes; scope++)
            List(cells, scope, rule.Plan.FirstScope);
    }

    private void List(StateCells cells, int list, int firstScope)
    {
        Number(cells.List(list).Count);
        for (var cell = cells.List(list).Oldest; cell != StateCells.None; cell = cells[cell].Newer)
            Cell(cells, cell, firstScope);
    }

    private void Cell(StateCells cells, int cell, int firstScope)
    {
        ref readonly var content = ref cells[cell];
        Number(content.Scope - firstScope);
        Bytes(cells.Key(cell));
        Bytes(cells.Tail(cell));
        Number(content.Number);
        Long(content.Time);
        Long(content.First);
        Long(content.Second);
        Long(content.Third);

        var owned = 0;
        for (var list = content.Owned; list != StateCells.None; list = cells.List(list).Next)
            owned++;
        Number(owned);
        for (var list = content.Owned; list != StateCells.None; list = cells.List(list).Next)
            List(cells, list, firstScope);
    }

    private void Timeline(Timeline timeline)
    {
        Bytes(Encoding.UTF8.GetBytes(timeline.Plan.Fields));
        Long(timeline.Newest);
        Long(timeline.Horizon);
        Number(timeline.Held.Count);
        foreach (var (time, tiebreaker, image) in timeline.Held.All())
        {
            Long(time);
            Bytes(tiebreaker);
            Bytes(image);
        }
    }

    private void Number(int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        Raw(bytes);
    }

    private void Long(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        Raw(bytes);
    }

    private void Bytes(ReadOnlySpan<byte> bytes)
    {
        Number(bytes.Length);
        Raw(bytes);
    }

    private void Raw(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        _target.Write(bytes);
    }
}
