using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>
/// The field names that rules mention, as a tree of their dot-separated segments. Immutable; <see cref="Builder"/> makes it.
/// All edges sit in one open hash table keyed by (parent, segment): a step costs one probe, whatever the number of children,
/// and a segment of up to sixteen bytes is compared as two words.
/// </summary>
internal sealed class FieldTrie
{
    public const int Root = 0;
    public const int None = -1;

    private readonly byte[] _tags;
    private readonly Edge[] _edges;
    private readonly Node[] _nodes;
    private readonly int _shift;

    private FieldTrie(byte[] tags, Edge[] edges, Node[] nodes)
    {
        _tags = tags;
        _edges = edges;
        _nodes = nodes;
        _shift = ShiftFor(edges);
    }

    public ref readonly Node this[int node] => ref _nodes[node];

    /// <summary>The child of a node by one segment, or <see cref="None"/>.</summary>
    public int Child(int node, ReadOnlySpan<byte> segment) =>
        Step(node, SegmentWords.Of(segment), segment) is >= 0 and var edge ? _edges[edge].Child : None;

    /// <summary>A way from a node to a child, by its number.</summary>
    public ref readonly Edge EdgeAt(int edge) => ref _edges[edge];

    /// <summary>Follows one segment.</summary>
    /// <param name="node">Where from.</param>
    /// <param name="words">The segment's words.</param>
    /// <param name="segment">The segment.</param>
    /// <returns>The number of the way there, or <see cref="None"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Step(int node, SegmentWords words, ReadOnlySpan<byte> segment)
    {
        var tags = _tags;
        var id = Id(node, segment.Length);
        var hash = words.Hash(id);
        for (var at = (int)(hash >> _shift); ; at = (at + 1) & (tags.Length - 1))
        {
            // Most keys are no field of any rule: the tags alone, a byte an entry, tell so.
            var tag = tags[at];
            if (tag == 0)
                return None;
            if (tag != TagOf(hash))
                continue;

            ref readonly var candidate = ref _edges[at];
            if (candidate.Id == id && candidate.Words.Equals(words) && (segment.Length <= SegmentWords.Whole || IsLongSegment(candidate, segment)))
            {
                return at;
            }
        }
    }

    private static byte TagOf(ulong hash) => (byte)(hash | 1);

    private static int Id(int node, int length) => (node << 8) | Math.Min(length, 0xff);

    private static int ShiftFor(Edge[] edges) => 64 - BitOperations.Log2((uint)edges.Length);

    private bool IsLongSegment(in Edge edge, ReadOnlySpan<byte> segment)
    {
        var parent = _nodes[edge.Id >> 8].Path.Length;
        return segment.SequenceEqual(_nodes[edge.Child].Path.AsSpan(parent == 0 ? 0 : parent + 1));
    }

    /// <summary>What hangs on a node: ids of what rules want to know about the field, -1 where nothing.</summary>
    internal struct Node
    {
        /// <summary>The slot that collects the field's values.</summary>
        public int Slot;

        /// <summary>The slot that collects the objects below a nested path.</summary>
        public int NestedSlot;

        /// <summary>Field name patterns start here: nothing below may be skipped.</summary>
        public bool HasPatterns;

        /// <summary>The dotted name from the root.</summary>
        public byte[] Path;
    }

    /// <summary>A way from a node to its child, with what reading needs to know of the child.</summary>
    internal struct Edge
    {
        public SegmentWords Words;

        /// <summary>The parent and the segment's length.</summary>
        public int Id;
        public int Child;

        /// <summary>The child's slot.</summary>
        public int Slot;

        /// <summary>The child is the root of a nested path or of name patterns; or its name has a backslash, which no key holds as it is.</summary>
        public bool IsSpecial;
    }

    internal sealed class Builder
    {
        private readonly List<Node> _nodes = [NewNode("")];
        private readonly List<(int Parent, string Segment, int Child)> _edges = [];
        private readonly Dictionary<(int Parent, string Segment), int> _children = [];

        /// <summary>The node of a dotted path; made where it is not there yet. The empty path is the root.</summary>
        public int Add(string path)
        {
            var node = Root;
            if (path.Length == 0)
                return node;

            foreach (var range in path.AsSpan().Split('.'))
            {
                var segment = path[range];
                if (!_children.TryGetValue((node, segment), out var child))
                {
                    child = _nodes.Count;
                    _nodes.Add(NewNode(path[..range.End.Value]));
                    _children.Add((node, segment), child);
                    _edges.Add((node, segment, child));
                }

                node = child;
            }

            return node;
        }

        public ref Node At(int node) => ref CollectionsMarshal.AsSpan(_nodes)[node];

        public FieldTrie Build()
        {
            var table = new Edge[BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, _edges.Count * 2))];
            var tags = new byte[table.Length];
            foreach (var (parent, segment, child) in _edges)
            {
                var name = Encoding.UTF8.GetBytes(segment);
                var words = SegmentWords.Of(name);
                var id = Id(parent, name.Length);
                var hash = words.Hash(id);
                var at = (int)(hash >> ShiftFor(table));
                while (tags[at] != 0)
                    at = (at + 1) & (table.Length - 1);
                tags[at] = TagOf(hash);
                var node = _nodes[child];
                table[at] = new Edge { Words = words, Id = id, Child = child, Slot = node.Slot, IsSpecial = node.HasPatterns || node.NestedSlot != None || segment.Contains('\\') };
            }

            return new FieldTrie(tags, table, [.. _nodes]);
        }

        private static Node NewNode(string path) => new() { Slot = None, NestedSlot = None, Path = Encoding.UTF8.GetBytes(path) };
    }
}
