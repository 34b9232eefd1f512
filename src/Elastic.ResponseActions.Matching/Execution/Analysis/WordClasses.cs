namespace Elastic.ResponseActions.Matching.Execution.Analysis;

/// <summary>Looks the classes of a code point up.</summary>
internal static class WordClasses
{
    private static readonly WordClass[] Ascii = [.. Enumerable.Range(0, 128).Select(Of)];

    public static WordClass OfAscii(byte b) => Ascii[b];

    public static WordClass Of(int codePoint)
    {
        var run = WordClassData.Starts.BinarySearch(codePoint);
        return WordClassData.Combinations[WordClassData.Kinds[run < 0 ? ~run - 1 : run]];
    }
}
