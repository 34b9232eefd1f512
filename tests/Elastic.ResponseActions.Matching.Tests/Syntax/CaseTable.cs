namespace Elastic.ResponseActions.Matching.Tests.Syntax;

/// <summary>
/// Reads a table of <c>Cases/</c>: columns parted by <c>⇶</c>, spaces around them are padding, empty lines and lines that start with <c>#</c> are left out.
/// Characters that a line cannot show are written ␠ (space at an end), ␤ (line feed), ␍ (carriage return), ␉ (tab), ⍽ (no-break space).
/// </summary>
internal static class CaseTable
{
    public static IReadOnlyList<CaseRow> Load(string name)
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Cases", name));
        return lines
            .Select((line, index) => (Line: line, Number: index + 1))
            .Where(row => row.Line.Trim().Length > 0 && !row.Line.StartsWith('#'))
            .Select(row => new CaseRow(row.Number, row.Line.Split('⇶').Select(Decode).ToArray()))
            .ToList();
    }

    private static string Decode(string cell) => cell.Trim(' ')
        .Replace('␠', ' ')
        .Replace('␤', '\n')
        .Replace('␍', '\r')
        .Replace('␉', '\t')
        .Replace('⍽', '\u00A0');
}

/// <summary>A line of a table.</summary>
internal sealed record CaseRow(int Line, string[] Cells);
