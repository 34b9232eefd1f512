namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>Which rules see the current event: its index against each distinct pattern list, decided when first asked.</summary>
internal sealed class IndexView(IndexPatternTable table)
{
    private readonly bool?[] _seen = new bool?[table.ListCount];
    private byte[] _index = new byte[256];
    private int _length;

    /// <summary>Takes the event's index: as given, else from <c>data_stream.*</c>; with neither every rule sees the event.</summary>
    public void Begin(ReadOnlySpan<byte> utf8Index, EventScratch scratch, ReadOnlySpan<byte> utf8Event)
    {
        if (table.ListCount == 0)
            return;

        Array.Clear(_seen);
        _length = 0;
        if (!utf8Index.IsEmpty)
        {
            Append(utf8Index);
            return;
        }

        var slots = table.DataStream;
        if (!(AppendValue(slots.Type, scratch, utf8Event) && AppendValue(slots.Dataset, scratch, utf8Event) && AppendValue(slots.Namespace, scratch, utf8Event)))
            _length = 0;
    }

    public bool IsSeenBy(int rule)
    {
        var list = table.ListOf(rule);
        if (list == IndexPatternTable.SeesAll || _length == 0)
            return true;

        return _seen[list] ??= table.Sees(list, new IndexName(_index.AsSpan(0, _length)));
    }

    private bool AppendValue(int slot, EventScratch scratch, ReadOnlySpan<byte> utf8Event)
    {
        var first = scratch.FirstValue(slot);
        if (first < 0)
            return false;

        if (_length > 0)
            Append("-"u8);
        Append(scratch.TextOf(ref scratch.Value(first), utf8Event));
        return true;
    }

    private void Append(ReadOnlySpan<byte> text)
    {
        if (_length + text.Length > _index.Length)
            Array.Resize(ref _index, (_length + text.Length) * 2);
        text.CopyTo(_index.AsSpan(_length));
        _length += text.Length;
    }
}
