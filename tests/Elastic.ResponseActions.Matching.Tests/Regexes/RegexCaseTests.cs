using System.Text;
using Elastic.ResponseActions.Matching.Tests.Oracle;
using Elastic.ResponseActions.Matching.Tests.Syntax;

namespace Elastic.ResponseActions.Matching.Tests.Regexes;

/// <summary>Every row of regex.cases: by what the factory makes of it, by the automaton, and by the oracle.</summary>
public sealed class RegexCaseTests
{
    public static TheoryData<int, string, string, string, string> Rows { get; } = Read();

    [Theory]
    [MemberData(nameof(Rows))]
    public void Compile_EveryRow_SaysTheSameThreeWays(int line, string op, string pattern, string value, string expected)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"regex.cases, line {line}");
        var ignoreCase = op == "regex~";
        Assert.True(ignoreCase || op == "regex", op);

        if (expected.StartsWith("error: ", StringComparison.Ordinal))
        {
            var error = RegexCases.Refuse(pattern);
            Assert.Contains(expected["error: ".Length..], error.Message, StringComparison.Ordinal);
            Assert.Equal(QueryErrorKind.Syntax, error.Kind);
            return;
        }

        var test = RegexCases.Compile(pattern, ignoreCase);
        var node = RegexCases.Parse(pattern);
        var automaton = RegexCases.Automaton(node, ignoreCase);

        Assert.Equal(expected, test.Test is null ? "never" : Say(RegexCases.Passes(test, value)));
        Assert.Equal(expected, automaton is null ? "never" : Say(automaton.IsMatch(Encoding.UTF8.GetBytes(value))));
        Assert.Equal(expected == "match", RegexSemantics.IsMatch(node, value, ignoreCase));
    }

    /// <summary>A lost file or a bad edit must not pass as green.</summary>
    [Fact]
    public void File_NoRowIsLost() => Assert.True(Rows.Count >= 280, $"{Rows.Count} rows");

    private static string Say(bool matches) => matches ? "match" : "no match";

    private static TheoryData<int, string, string, string, string> Read()
    {
        var data = new TheoryData<int, string, string, string, string>();
        foreach (var row in CaseTable.Load("regex.cases"))
        {
            Assert.True(row.Cells.Length == 4, $"regex.cases, line {row.Line}: expected four columns parted by ⇶");
            data.Add(row.Line, row.Cells[0], row.Cells[1], row.Cells[2], row.Cells[3]);
        }

        return data;
    }
}
