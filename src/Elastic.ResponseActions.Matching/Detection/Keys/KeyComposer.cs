using System.Text;
using Elastic.ResponseActions.Matching.Detection.Plans;
using Elastic.ResponseActions.Matching.Execution;
using Elastic.ResponseActions.Matching.Execution.Analysis;
using Elastic.ResponseActions.Matching.Execution.Predicates;
using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Detection.Keys;

/// <summary>
/// Makes the keys of an event: the values of each field, without repetition and in order, and then every combination of them, first
/// field first. So the keys too are without repetition and in order, a missing field before all values.
/// </summary>
internal sealed class KeyComposer
{
    private readonly int _maxKeys;
    private readonly NetworkLengths _networks;
    private readonly Comparison<Part> _byText;
    private readonly KeyBuffer _text = new();
    private Part[] _parts = new Part[16];
    private int[] _ends = new int[4];   // by field: where its parts end
    private int[] _at = new int[4];
    private int _count;

    public KeyComposer(int maxKeys, NetworkLengths networks)
    {
        _maxKeys = maxKeys;
        _networks = networks;
        _byText = (a, b) => _text.Slice(a.Start, a.Length).SequenceCompareTo(_text.Slice(b.Start, b.Length));
    }

    /// <summary>Keys were cut off since this was last set to false.</summary>
    public bool WasCut { get; set; }

    /// <summary>Writes the keys as <see cref="KeyList"/> reads them.</summary>
    public void Write(KeyPlan plan, in SlotReader slots, KeyBuffer target)
    {
        target.Write(0);
        var start = target.Length;
        if (!Collect(plan, slots))
            target.Write(0);
        else if (plan.IsWhole)
            WriteWhole(plan, target);
        else
            WriteCombinations(plan, target);
        target.WriteAt(start - sizeof(int), target.Length - start);
    }

    // False: a field that must have a value has none.
    private bool Collect(KeyPlan plan, in SlotReader slots)
    {
        if (_ends.Length < plan.Fields.Length)
        {
            _ends = new int[plan.Fields.Length];
            _at = new int[plan.Fields.Length];
        }

        _text.Clear();
        _count = 0;
        for (var f = 0; f < plan.Fields.Length; f++)
        {
            var first = _count;
            foreach (var value in slots[plan.Fields[f].Slot])
                AddValue(plan.Fields[f], value);
            if (_count == first && !plan.Fields[f].IsOptional)
                return false;
            _ends[f] = _count = SortUnique(first);
        }

        return true;
    }

    private void AddValue(KeyField field, in EventValue value)
    {
        if (field.Words is { } analyzer)
        {
            foreach (var word in new TextTokenizer(analyzer, value.Utf8))
            {
                var wordStart = _text.Length;
                _text.Commit(LowerCase.Fold(word, _text.Reserve(FoldedToken.MaxBytes)));
                AddPart(wordStart);
            }

            return;
        }

        var start = _text.Length;
        if (field.MayBeNetwork && TryWriteNetwork(value))
        {
            AddPart(start);
            return;
        }

        if (!CanonicalValue.TryWrite(field, value, _text))
            return;
        AddPart(start);
        if (!field.MatchesNetworks || !IpValue.TryRead(value.Utf8, out var address))
            return;

        foreach (var length in _networks.Lengths)
        {
            start = _text.Length;
            NetworkLengths.Write(address, length, _text);
            AddPart(start);
        }
    }

    private bool TryWriteNetwork(in EventValue value)
    {
        if (!value.Utf8.Contains((byte)'/') || !IpRange.TryParseTerm(Encoding.UTF8.GetString(value.Utf8), out var network, out _))
            return false;

        var length = NetworkLengths.LengthOf(network);
        _networks.Add(length);
        NetworkLengths.Write(network.Low, length, _text);
        return true;
    }

    private void AddPart(int start)
    {
        if (_count == _parts.Length)
            Array.Resize(ref _parts, _parts.Length * 2);
        _parts[_count++] = new Part(start, _text.Length - start);
    }

    private int SortUnique(int first)
    {
        if (_count - first < 2)
            return _count;

        _parts.AsSpan(first, _count - first).Sort(_byText);
        var kept = first + 1;
        for (var i = first + 1; i < _count; i++)
        {
            if (_byText(_parts[kept - 1], _parts[i]) != 0)
                _parts[kept++] = _parts[i];
        }

        return kept;
    }

    private void WriteWhole(KeyPlan plan, KeyBuffer target)
    {
        target.Write(1);
        var start = BeginKey(target);
        var part = 0;
        for (var f = 0; f < plan.Fields.Length; f++)
        {
            var values = _ends[f] - part;
            var kept = Math.Min(values, _maxKeys);
            WasCut |= kept < values;
            target.WriteShort(kept);
            for (var end = part + kept; part < end; part++)
                WritePart(part, target);
            part = _ends[f];
        }

        EndKey(start, target);
    }

    private void WriteCombinations(KeyPlan plan, KeyBuffer target)
    {
        var countAt = target.Length;
        target.Write(0);
        var fields = plan.Fields.Length;
        for (var f = 0; f < fields; f++)
            _at[f] = f == 0 ? 0 : _ends[f - 1];

        for (var keys = 1; ; keys++)
        {
            var start = BeginKey(target);
            for (var f = 0; f < fields; f++)
                WritePart(_at[f] < _ends[f] ? _at[f] : -1, target);
            EndKey(start, target);
            target.WriteAt(countAt, keys);

            if (!TryStep(fields))
                return;
            if (keys == _maxKeys)
            {
                WasCut = true;
                return;
            }
        }
    }

    // The last field turns fastest.
    private bool TryStep(int fields)
    {
        for (var f = fields - 1; f >= 0; f--)
        {
            if (++_at[f] < _ends[f])
                return true;
            _at[f] = f == 0 ? 0 : _ends[f - 1];
        }

        return false;
    }

    private void WritePart(int part, KeyBuffer target)
    {
        if (part < 0)
        {
            target.WriteShort(0);
            return;
        }

        target.WriteShort(_parts[part].Length + 1);
        target.Write(_text.Slice(_parts[part].Start, _parts[part].Length));
    }

    private static int BeginKey(KeyBuffer target)
    {
        target.Write(0);
        return target.Length;
    }

    private static void EndKey(int start, KeyBuffer target) => target.WriteAt(start - sizeof(int), target.Length - start);

    private readonly record struct Part(int Start, int Length);
}
