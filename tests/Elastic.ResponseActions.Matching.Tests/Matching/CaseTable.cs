using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Elastic.ResponseActions.Matching.Tests.Matching;

/// <summary>Reads a <c>.cases</c> file: a row a line, columns parted by <c>⇶</c>, <c>#</c> for comments.</summary>
internal static partial class CaseTable
{
    /// <summary>Rows of three columns, each with the line it stands on, so that a failure can be found.</summary>
    public static TheoryData<int, string, string, string> Read(string file)
    {
        var data = new TheoryData<int, string, string, string>();
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Cases", file));
        foreach (var (index, line) in lines.Index())
        {
            if (line.Length == 0 || line.StartsWith('#'))
            {
                continue;
            }

            if (line.Split(" ⇶ ") is not [var first, var second, var third])
            {
                throw new InvalidDataException($"{file}, line {index + 1}: expected three columns parted by ` ⇶ `.");
            }

            data.Add(index + 1, Expand(first), Expand(second), third.Trim());
        }

        return data;
    }

    /// <summary>How many rows a file has to have at least: a lost file or a bad edit must not pass as green.</summary>
    public static void AssertCount(TheoryData<int, string, string, string> rows, int atLeast, [CallerArgumentExpression(nameof(rows))] string name = "") =>
        Assert.True(rows.Count >= atLeast, $"{name} has {rows.Count} rows, fewer than {atLeast}.");

    private static string Expand(string cell)
    {
        var text = cell.Replace('⏎', '\n').Replace('⇥', '\t').Replace('⍽', '\u00a0');
        return Repetition().Replace(text, match =>
            new StringBuilder().Insert(0, match.Groups["text"].Value, int.Parse(match.Groups["times"].ValueSpan, CultureInfo.InvariantCulture)).ToString());
    }

    [GeneratedRegex(@"«(?<text>[^»]+?)\*(?<times>[0-9]+)»")]
    private static partial Regex Repetition();
}
