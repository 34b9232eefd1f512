namespace Elastic.ResponseActions.Matching.Execution.Analysis;

/// <summary>Looks the classes of a code point up.</summary>
internal static class WordClasses
{
    private static readonly WordClass[] Ascii = [.. Enumerable.Range(0, 128).Select(Of)];

    public static WordClass OfAscii(byte b) => Ascii[b];

    public static WordClass Of(int codePoint)
    {
        var starts = WordClassData.Starts;
        var (low, high) = (0, starts.Length); // starts[low] <= codePoint < starts[high]
        while (high - low > 1)
        {
            var middle = (low + high) >> 1;
            if (starts[middle] <= codePoint)
                low = middle;
            else
                high = middle;
        }

        return WordClassData.Combinations[WordClassData.Kinds[low]];
    }
}
