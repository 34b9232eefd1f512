using Elastic.ResponseActions.Matching.Detection.Keys;

namespace Elastic.ResponseActions.Matching.Detection.Rules;

/// <summary>
/// The suppression terms of a sequence are those that all of its events share: Kibana's alert of a sequence has only the fields on which its
/// events agree; of lists, the values in all of them. Both keys are whole keys of the same fields, their values in order.
/// </summary>
internal static class SharedTerms
{
    public static void Write(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, KeyBuffer target)
    {
        while (!first.IsEmpty && !second.IsEmpty)
        {
            var (left, right) = (KeyText.TakeNumber(ref first), KeyText.TakeNumber(ref second));
            var values = new Values(first, left);
            var others = new Values(second, right);
            target.WriteShort(Merge(ref values, ref others, target: null));

            // Once more, now that their number stands before them.
            values = new Values(first, left);
            others = new Values(second, right);
            Merge(ref values, ref others, target);
            first = values.Rest;
            second = others.Rest;
        }
    }

    private static int Merge(scoped ref Values first, scoped ref Values second, KeyBuffer? target)
    {
        var shared = 0;
        var (hasFirst, hasSecond) = (first.MoveNext(), second.MoveNext());
        while (hasFirst || hasSecond)
        {
            var order = !hasFirst ? 1 : !hasSecond ? -1 : first.Current.SequenceCompareTo(second.Current);
            if (order == 0)
            {
                shared++;
                target?.WriteShort(first.Current.Length + 1);
                target?.Write(first.Current);
            }

            if (order <= 0)
                hasFirst = first.MoveNext();
            if (order >= 0)
                hasSecond = second.MoveNext();
        }

        return shared;
    }

    private ref struct Values(ReadOnlySpan<byte> rest, int count)
    {
        private ReadOnlySpan<byte> _rest = rest;
        private int _left = count;
        private ReadOnlySpan<byte> _current;

        public readonly ReadOnlySpan<byte> Rest => _rest;

        public readonly ReadOnlySpan<byte> Current => _current;

        public bool MoveNext()
        {
            if (_left == 0)
                return false;
            _left--;
            KeyText.TakePart(ref _rest, out _current);
            return true;
        }
    }
}
