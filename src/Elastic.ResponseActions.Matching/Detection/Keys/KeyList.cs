using System.Runtime.InteropServices;

namespace Elastic.ResponseActions.Matching.Detection.Keys;

/// <summary>A list of keys as <see cref="KeyComposer"/> writes it: its length, the number of keys, and each key with its length before it.</summary>
internal ref struct KeyList
{
    private ReadOnlySpan<byte> _rest;

    private KeyList(ReadOnlySpan<byte> list)
    {
        Count = MemoryMarshal.Read<int>(list);
        _rest = list[sizeof(int)..];
    }

    public int Count { get; }

    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>Takes the first of several lists.</summary>
    public static KeyList Take(scoped ref ReadOnlySpan<byte> lists)
    {
        var length = MemoryMarshal.Read<int>(lists);
        var list = new KeyList(lists.Slice(sizeof(int), length));
        lists = lists[(sizeof(int) + length)..];
        return list;
    }

    public readonly KeyList GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.IsEmpty)
            return false;

        var length = MemoryMarshal.Read<int>(_rest);
        Current = _rest.Slice(sizeof(int), length);
        _rest = _rest[(sizeof(int) + length)..];
        return true;
    }
}
