namespace Elastic.ResponseActions.Matching.Detection.Keys;

/// <summary>The order of keys: part by part, a missing field first, values by their bytes.</summary>
internal static class KeyOrder
{
    public static int Compare(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        while (!first.IsEmpty && !second.IsEmpty)
        {
            var (hasFirst, hasSecond) = (KeyText.TakePart(ref first, out var a), KeyText.TakePart(ref second, out var b));
            var order = hasFirst != hasSecond ? hasFirst.CompareTo(hasSecond) : a.SequenceCompareTo(b);
            if (order != 0)
                return order;
        }

        return first.Length.CompareTo(second.Length);
    }
}
