namespace Elastic.ResponseActions.Architecture.Tests.Rules;

/// <summary>How long source files may be.</summary>
internal static class FileSizes
{
    /// <summary>Beyond this a file holds one algorithm or one table, and says so in a comment in its first line.</summary>
    public const int Limit = 400;

    public static string? Problem(string file, IReadOnlyList<string> lines) =>
        lines.Count > Limit && !lines[0].StartsWith("// ", StringComparison.Ordinal)
            ? $"{file} has {lines.Count} lines; over {Limit} its first line must be a comment that says why"
            : null;

    /// <summary>The length that the given share of the files does not pass.</summary>
    public static int Quantile(IEnumerable<int> lengths, double share)
    {
        var sorted = lengths.Order().ToArray();
        return sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
    }
}
