using System.Collections;
using System.Text.Json;

namespace Elastic.ResponseActions.Json;

/// <summary>An immutable copy of a list that equals any list with the same values, so that records holding lists compare by value.</summary>
internal sealed class ValueList<T> : IReadOnlyList<T>
{
    private readonly T[] _items;

    private ValueList(T[] items) => _items = items;

    public static ValueList<T> Empty { get; } = new([]);

    public int Count => _items.Length;

    public T this[int index] => _items[index];

    public static IReadOnlyList<T> Of(IEnumerable<T>? items) => items switch
    {
        null => Empty,
        ValueList<T> list => list,
        _ => new ValueList<T>([.. items]),
    };

    public override bool Equals(object? obj) =>
        obj is ValueList<T> other && _items.Length == other._items.Length && _items.Zip(other._items).All(pair => Same(pair.First, pair.Second));

    public override int GetHashCode() => _items.Length;

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    private static bool Same(T left, T right) =>
        left is JsonElement a && right is JsonElement b ? JsonElement.DeepEquals(a, b) : EqualityComparer<T>.Default.Equals(left, right);
}
