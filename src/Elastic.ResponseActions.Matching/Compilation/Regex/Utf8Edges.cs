using Elastic.ResponseActions.Matching.Syntax.Regex;

namespace Elastic.ResponseActions.Matching.Compilation.Regex;

/// <summary>Turns a set of code points into edges over their UTF-8 bytes. Ways that end alike share their states.</summary>
internal sealed class Utf8Edges(RegexNfa nfa)
{
    private static readonly int[] LastOfLength = [0x7F, 0x7FF, 0xFFFF, 0x10FFFF];

    private readonly Dictionary<(int Low, int High, int To), int> _before = [];

    public void Add(int from, IReadOnlyList<RegexRange> codePoints, int to)
    {
        _before.Clear();
        foreach (var range in codePoints)
        {
            var first = range.First;
            for (var length = 1; length <= LastOfLength.Length; length++)
            {
                var last = Math.Min(range.Last, LastOfLength[length - 1]);
                if (first > last)
                    continue;
                AddSameLength(from, first, last, length, to);
                first = last + 1;
            }
        }
    }

    // Cuts the range until, from the left, its ends share bytes, then differ in one, and all that follow run over their whole range.
    private void AddSameLength(int from, int first, int last, int length, int to)
    {
        for (var tail = 1; tail < length; tail++)
        {
            var mask = (1 << (6 * tail)) - 1;
            if ((first & ~mask) == (last & ~mask))
                break;

            if ((first & mask) != 0)
            {
                AddSameLength(from, first, first | mask, length, to);
                AddSameLength(from, (first | mask) + 1, last, length, to);
                return;
            }

            if ((last & mask) != mask)
            {
                AddSameLength(from, first, (last & ~mask) - 1, length, to);
                AddSameLength(from, last & ~mask, last, length, to);
                return;
            }
        }

        AddBytes(from, first, last, length, to);
    }

    private void AddBytes(int from, int first, int last, int length, int to)
    {
        for (var i = length - 1; i > 0; i--)
            to = StateBefore(ByteAt(first, length, i), ByteAt(last, length, i), to);
        nfa.AddEdge(from, ByteAt(first, length, 0), ByteAt(last, length, 0), to);
    }

    private int StateBefore(int low, int high, int to)
    {
        if (!_before.TryGetValue((low, high, to), out var state))
        {
            state = nfa.AddState();
            nfa.AddEdge(state, low, high, to);
            _before.Add((low, high, to), state);
        }

        return state;
    }

    private static int ByteAt(int codePoint, int length, int index)
    {
        var bits = codePoint >> (6 * (length - 1 - index));
        return index > 0 ? 0x80 | (bits & 0x3F) : length switch { 1 => bits, 2 => 0xC0 | bits, 3 => 0xE0 | bits, _ => 0xF0 | bits };
    }
}
