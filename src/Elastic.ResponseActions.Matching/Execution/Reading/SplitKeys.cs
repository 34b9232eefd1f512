namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>
/// Dotted keys that lead through a nested path: <c>{"obj.k": 1}</c> is the object <c>{"k": 1}</c> below <c>obj</c>. A split is
/// noted when the key is read and becomes an object when its value has been.
/// </summary>
internal sealed class SplitKeys
{
    private Split[] _splits = new Split[8];

    public int Count { get; private set; }

    public void Clear() => Count = 0;

    public void Add(int nestedSlot, int keyStart, int keyLength)
    {
        if (Count == _splits.Length)
            Array.Resize(ref _splits, _splits.Length * 2);
        _splits[Count++] = new Split(nestedSlot, keyStart, keyLength);
    }

    public ReadOnlySpan<Split> Slice(int first, int count) => _splits.AsSpan(first, count);

    /// <param name="NestedSlot">The nested path that the key leads through.</param>
    /// <param name="KeyStart">Where the rest of the key is in the scratch text.</param>
    /// <param name="KeyLength">How long it is.</param>
    internal readonly record struct Split(int NestedSlot, int KeyStart, int KeyLength);
}
