using System.Runtime.InteropServices;

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

    private readonly Edge[] _edges;
    private readonly byte[] _names;
    private readonly Node[] _nodes;
    private readonly int _shift;

    private FieldTrie(Edge[] edges, byte[] names, Node[] nodes)
    {
        _edges = edges;
        _names = names;
        _nodes = nodes;
        _shift = 64 - System.Numerics.BitOperations.Log2((uint)edges.Length);
    }

    public ref readonly Node this[int node] => ref _nodes[node];

    /// <summary>The child of a node by one segment, or <see cref="None"/>.</summary>
    public int Child(int node, ReadOnlySpan<byte> segment)
    {
        var words = SegmentWords.Of(segment);
        var edges = _edges;
        for (var i = (int)(words.Hash(node) >> _shift); ; i++)
        {
            ref readonly var edge = ref edges[i & (edges.Length - 1)];
            if (edge.Child == None)
                return None;
            if (edge.Words.Equals(words) && edge.Parent == node
                && (segment.Length <= SegmentWords.Whole || segment.SequenceEqual(_names.AsSpan(edge.NameStart, segment.Length))))
            {
                return edge.Child;
            }
        }
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

    private struct Edge
    {
        public SegmentWords Words;
        public int Parent;
        public int Child;
        public int NameStart;
    }

    internal sealed class Builder
    {
        private readonly List<Node> _nodes = [NewNode("")];
        private readonly List<(int Parent, byte[] Name, int Child)> _edges = [];
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
                    _edges.Add((node, System.Text.Encoding.UTF8.GetBytes(segment), child));
                }

                node = child;
            }

            return node;
        }

        public ref Node At(int node) => ref CollectionsMarshal.AsSpan(_nodes)[node];

        public FieldTrie Build()
        {
            var table = new Edge[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, _edges.Count * 2))];
            for (var i = 0; i < table.Length; i++)
                table[i].Child = None;
            var names = new byte[_edges.Sum(e => e.Name.Length)];
            var shift = 64 - System.Numerics.BitOperations.Log2((uint)table.Length);
            var start = 0;
            foreach (var (parent, name, child) in _edges)
            {
                name.CopyTo(names, start);
                var words = SegmentWords.Of(name);
                var at = (int)(words.Hash(parent) >> shift);
                while (table[at].Child != None)
                    at = (at + 1) & (table.Length - 1);
                table[at] = new Edge { Words = words, Parent = parent, Child = child, NameStart = start };
                start += name.Length;
            }

            return new FieldTrie(table, names, [.. _nodes]);
        }

        private static Node NewNode(string path) => new() { Slot = None, NestedSlot = None, Path = System.Text.Encoding.UTF8.GetBytes(path) };
    }
}
