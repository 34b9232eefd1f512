using System.Security.Cryptography;
using System.Text;
using Elastic.ResponseActions.Matching.Detection.Plans;
using Elastic.ResponseActions.Matching.Detection.State;

namespace Elastic.ResponseActions.Matching.Detection.Saving;

/// <summary>
/// Reads a detector's state into a fresh one. A rule takes its part if it has the same fingerprint; other parts are passed over. Nothing is believed
/// that the checksum would not catch only because it is there: every length, scope and key is checked as well.
/// </summary>
internal static class StateReader
{
    private const int LeastCellBytes = (6 * sizeof(int)) + (4 * sizeof(long));

    public static DetectorRestore Read(ReadOnlySpan<byte> saved, DetectorPlan plan, DetectorState state)
    {
        var bytes = new SavedBytes(Unsealed(saved));
        bytes.Take(2 * sizeof(int));   // the mark and the version
        state.Events = bytes.Long();
        state.Indicators = bytes.Long();
        state.Memory.LastSerial = bytes.Long();
        for (var count = bytes.Count(sizeof(int)); count > 0; count--)
            state.Networks.Add(bytes.Number() is >= 0 and <= 128 and var length ? length : throw SavedBytes.Damaged("a prefix length"));

        var targets = new (int Rule, int Role, int Index)[bytes.Count(3 * sizeof(int))];
        for (var i = 0; i < targets.Length; i++)
            targets[i] = (bytes.Number(), bytes.Number(), bytes.Number());

        var restored = new List<string>();
        var dropped = new List<string>();
        var rules = new int[bytes.Count(StateFormat.FingerprintBytes)];
        for (var i = 0; i < rules.Length; i++)
            rules[i] = ReadRule(ref bytes, plan, state, restored, dropped);

        var targetOf = Array.ConvertAll(targets, t => Array.FindIndex(plan.Targets, now =>
            t.Rule >= 0 && t.Rule < rules.Length && now.Rule == rules[t.Rule] && (int)now.Role == t.Role && now.Index == t.Index));
        for (var count = bytes.Count(sizeof(int)); count > 0; count--)
            HeldReader.Read(ref bytes, plan, state, targetOf);
        return bytes.IsEmpty ? new DetectorRestore(restored, dropped) : throw SavedBytes.Damaged("more bytes");
    }

    private static ReadOnlySpan<byte> Unsealed(ReadOnlySpan<byte> saved)
    {
        if (saved.Length < (2 * sizeof(int)) + StateFormat.ChecksumBytes || new SavedBytes(saved).Number() != (int)StateFormat.Mark)
            throw new InvalidDataException("These bytes are not a saved detector state.");

        var version = new SavedBytes(saved[sizeof(int)..]).Number();
        if (version != StateFormat.Version)
            throw new InvalidDataException($"The saved detector state has version {version}; this version reads {StateFormat.Version}.");

        var content = saved[..^StateFormat.ChecksumBytes];
        return SHA256.HashData(content).AsSpan().SequenceEqual(saved[^StateFormat.ChecksumBytes..])
            ? content
            : throw new InvalidDataException("The saved detector state is damaged: its checksum is wrong.");
    }

    private static int ReadRule(ref SavedBytes bytes, DetectorPlan plan, DetectorState state, List<string> restored, List<string> dropped)
    {
        var id = Encoding.UTF8.GetString(bytes.Bytes());
        var fingerprint = bytes.Take(StateFormat.FingerprintBytes).ToArray();
        var rule = Array.Find(state.Rules, r => r.Plan.RuleId == id && r.Plan.Common.Fingerprint.AsSpan().SequenceEqual(fingerprint));
        var numbers = new long[bytes.Count(sizeof(long))];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = bytes.Long();

        var scopes = bytes.Count(sizeof(int));
        if (rule is not null && (numbers.Length != rule.Numbers.Length || scopes != rule.Plan.Common.Scopes))
            throw SavedBytes.Damaged($"another shape of rule '{id}'");

        for (var scope = 0; scope < scopes; scope++)
            new CellReader(state.Memory.Cells, rule?.Plan).ReadList(ref bytes, scope, list: StateCells.None, depth: 0);

        (rule is null ? dropped : restored).Add(id);
        if (rule is null)
            return -1;
        rule.Numbers = numbers;
        return rule.Plan.Index;
    }

    /// <summary>Reads the cells of one rule, or passes over them where there is no such rule.</summary>
    private readonly struct CellReader(StateCells cells, RulePlan? plan)
    {
        public void ReadList(ref SavedBytes bytes, int scope, int list, int depth)
        {
            for (var count = bytes.Count(LeastCellBytes); count > 0; count--)
            {
                var own = bytes.Number();
                if (depth == 0 ? own != scope : plan is not null && (own < 0 || own >= plan.Common.Scopes))
                    throw SavedBytes.Damaged($"scope {own}");
                ReadCell(ref bytes, own, list, depth);
            }
        }

        private void ReadCell(ref SavedBytes bytes, int scope, int list, int depth)
        {
            var key = bytes.Bytes();
            var tail = bytes.Bytes();
            var cell = StateCells.None;
            if (plan is not null)
            {
                CellCheck.Check(plan, scope, depth, key, tail);
                cell = cells.Add(plan.FirstScope + scope, key, tail, list);
            }

            var content = new StateCell { Number = bytes.Number(), Time = bytes.Long(), First = bytes.Long(), Second = bytes.Long(), Third = bytes.Long() };
            if (cell != StateCells.None)
            {
                ref var target = ref cells[cell];
                (target.Number, target.Time, target.First, target.Second, target.Third) = (content.Number, content.Time, content.First, content.Second, content.Third);
            }

            ReadOwned(ref bytes, cell, depth);
        }

        private void ReadOwned(ref SavedBytes bytes, int cell, int depth)
        {
            var owned = bytes.Count(sizeof(int));
            var expected = depth == 0 && plan is ThresholdPlan threshold && cells[cell].Scope == plan.FirstScope ? threshold.Cardinality.Length + 1 : 0;
            if (plan is not null ? owned != expected : depth > 0 && owned > 0)
                throw SavedBytes.Damaged($"{owned} lists of a cell");

            if (cell != StateCells.None)
                cells.Own(cell, owned);
            var list = cell == StateCells.None ? StateCells.None : cells[cell].Owned;
            for (; owned > 0; owned--)
            {
                ReadList(ref bytes, scope: -1, list, depth + 1);
                if (list != StateCells.None)
                    list = cells.List(list).Next;
            }
        }
    }
}
