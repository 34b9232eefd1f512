using System.Runtime.InteropServices;

namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>
/// The field names that rules mention, as a tree of their dot-separated segments. Immutable; <see cref="Builder"/> makes it.
/// All edges sit in one hash table keyed by (parent, segment), so that a step costs one probe, whatever the number of children.
/// </summary>
internal sealed class FieldTrie
{
    public const int Root = 0;
    public const int None = -1;

    private readonly byte[] _names;
    private readonly Edge[] _edges;
    private readonly int[] _buckets;
    private readonly Node[] _nodes;

    private FieldTrie(byte[] names, Edge[] edges, int[] buckets, Node[] nodes)
    {
        _names = names;
        _edges = edges;
        _buckets = buckets;
        _nodes = nodes;
    }

    public ref readonly Node this[int node] => ref _nodes[node];

    /// <summary>The child of a node by one segment, or <see cref="None"/>.</summary>
    public int Child(int node, ReadOnlySpan<byte> segment)
    {
        var hash = Hash(node, segment);
        for (var edge = _buckets[hash & (uint)(_buckets.Length - 1)]; edge >= 0; edge = _edges[edge].Next)
        {
            ref readonly var candidate = ref _edges[edge];
            if (candidate.Parent == node && segment.SequenceEqual(_names.AsSpan(candidate.NameStart, candidate.NameLength)))
                return candidate.Child;
        }

        return None;
    }

    private static uint Hash(int node, ReadOnlySpan<byte> segment) => (uint)Utf8Hash.Compute(segment, (uint)node);

    /// <summary>What hangs on a node: ids of what rules want to know about the field, -1 where nothing.</summary>
    internal struct Node
    {
        /// <summary>The slot that collects the field's values.</summary>
        public int Slot;

        /// <summary>The slot that collects the objects below a nested path.</summary>
        public int NestedSlot;

        /// <summary>Field name patterns start here: nothing below may be skipped.</summary>
        public bool HasPatterns;
    }

    private struct Edge
    {
        public int Parent;
        public int NameStart;
        public int NameLength;
        public int Child;
        public int Next;
    }

    internal sealed class Builder
    {
        private readonly List<Node> _nodes = [NewNode()];
        private readonly List<(int Parent, byte[] Name, int Child)> _edges = [];
        private readonly Dictionary<(int Parent, string Segment), int> _children = [];

        /// <summary>The node of a dotted path; made where it is not there yet. The empty path is the root.</summary>
        public int Add(string path)
        {
            var node = Root;
            if (path.Length == 0)
                return node;

            foreach (var segment in path.Split('.'))
            {
                if (!_children.TryGetValue((node, segment), out var child))
                {
                    child = _nodes.Count;
                    _nodes.Add(NewNode());
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
            var buckets = new int[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, _edges.Count * 2))];
            Array.Fill(buckets, None);
            var names = new byte[_edges.Sum(e => e.Name.Length)];
            var edges = new Edge[_edges.Count];
            var start = 0;
            for (var i = 0; i < edges.Length; i++)
            {
                var (parent, name, child) = _edges[i];
                name.CopyTo(names, start);
                var bucket = Hash(parent, name) & (uint)(buckets.Length - 1);
                edges[i] = new Edge { Parent = parent, NameStart = start, NameLength = name.Length, Child = child, Next = buckets[bucket] };
                buckets[bucket] = i;
                start += name.Length;
            }

            return new FieldTrie(names, edges, buckets, [.. _nodes]);
        }

        private static Node NewNode() => new() { Slot = None, NestedSlot = None };
    }
}
