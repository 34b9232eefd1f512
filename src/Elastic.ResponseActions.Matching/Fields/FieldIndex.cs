using System.Text;

namespace Elastic.ResponseActions.Matching.Fields;

/// <summary>
/// Types by UTF-8 field path, in a hash table with open addressing over one block of bytes: thousands of fields load in
/// well under a millisecond, without a string for each, and a path read from an event is looked up as it stands.
/// </summary>
internal sealed class FieldIndex
{
    private const int MostLevels = 32;
    private const int MostPathBytes = 512;

    private readonly byte[] _paths;
    private readonly Entry[] _entries;
    private readonly int[] _slots; // entry number plus one; zero is free
    private readonly Lazy<HashSet<string>> _objects;

    private FieldIndex(byte[] paths, Entry[] entries)
    {
        (_paths, _entries) = (paths, entries);
        _slots = new int[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(entries.Length * 2) + 1)];
        for (var i = 0; i < entries.Length; i++)
            _slots[FindSlot(PathOf(entries[i]))] = i + 1;
        _objects = new Lazy<HashSet<string>>(FindObjects);
    }

    public static FieldIndex Of(IEnumerable<KeyValuePair<string, MappedType>> fields)
    {
        var paths = new List<byte>();
        var entries = new List<Entry>();
        foreach (var (field, type) in fields)
        {
            var path = Encoding.UTF8.GetBytes(field);
            entries.Add(new Entry(paths.Count, path.Length, type));
            paths.AddRange(path);
        }

        return new FieldIndex([.. paths], [.. entries]);
    }

    /// <summary>Reads the form of <see cref="BuiltInFields.Utf8"/>.</summary>
    public static FieldIndex Parse(ReadOnlySpan<byte> tree)
    {
        var paths = new byte[tree.Length * 2];
        var entries = new Entry[tree.Length / 16];
        Span<int> starts = stackalloc int[MostLevels]; // where the segment of each level starts in the path
        Span<byte> path = stackalloc byte[MostPathBytes];
        var (used, count) = (0, 0);
        while (!tree.IsEmpty)
        {
            var end = tree.IndexOf((byte)'\n');
            var line = end < 0 ? tree : tree[..end];
            tree = end < 0 ? default : tree[(end + 1)..];

            var depth = line.IndexOfAnyExcept((byte)' ');
            var space = line[depth..].IndexOf((byte)' ');
            var segment = space < 0 ? line[depth..] : line.Slice(depth, space);
            segment.CopyTo(path[starts[depth]..]);
            var length = starts[depth] + segment.Length;
            path[length] = (byte)'.';
            starts[depth + 1] = length + 1;
            if (space < 0)
                continue;

            if (used + length > paths.Length)
                Array.Resize(ref paths, paths.Length * 2);
            path[..length].CopyTo(paths.AsSpan(used));
            entries[count++] = new Entry(used, length, MappedType.Parse(line[(depth + space + 1)..]));
            used += length;
        }

        return new FieldIndex(paths, entries[..count]);
    }

    public bool TryFind(ReadOnlySpan<byte> path, out MappedType type)
    {
        var entry = _slots[FindSlot(path)];
        type = entry == 0 ? default : _entries[entry - 1].Type;
        return entry != 0;
    }

    /// <summary>True for a path that has fields below it.</summary>
    public bool IsObject(string path) => _objects.Value.Contains(path);

    private HashSet<string> FindObjects()
    {
        var objects = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in _entries)
        {
            var path = Encoding.UTF8.GetString(PathOf(entry));
            for (var dot = path.LastIndexOf('.'); dot > 0 && objects.Add(path[..dot]); dot = path.LastIndexOf('.', dot - 1))
            {
            }
        }

        return objects;
    }

    private static uint Hash(ReadOnlySpan<byte> path)
    {
        var hash = 2166136261u; // FNV-1a; the table is fixed, so hostile paths meet at most its longest run of slots
        foreach (var b in path)
            hash = (hash ^ b) * 16777619;
        return hash ^ (hash >> 15);
    }

    private int FindSlot(ReadOnlySpan<byte> path)
    {
        var mask = _slots.Length - 1;
        var slot = (int)Hash(path) & mask;
        while (_slots[slot] != 0 && !PathOf(_entries[_slots[slot] - 1]).SequenceEqual(path))
            slot = (slot + 1) & mask;
        return slot;
    }

    private ReadOnlySpan<byte> PathOf(Entry entry) => _paths.AsSpan(entry.Start, entry.Length);

    private readonly record struct Entry(int Start, int Length, MappedType Type);
}
