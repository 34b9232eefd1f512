using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Elastic.ResponseActions.Matching.Tests.Exceptions;
using Elastic.ResponseActions.Matching.Tests.Syntax;

namespace Elastic.ResponseActions.Matching.Tests.Matching;

/// <summary>Every row of the case files, by the compiled engine and by the oracle; both have to give the verdict that the row states.</summary>
public sealed partial class CaseTests
{
    public static TheoryData<int, string, string, string> KqlRows { get; } = Read("kql-match.cases");

    public static TheoryData<int, string, string, string> LuceneRows { get; } = Read("lucene-match.cases");

    public static TheoryData<int, string, string, string> EqlRows { get; } = Read("eql-match.cases");

    public static TheoryData<int, string, string, string> FilterRows { get; } = Read("filters.cases");

    public static TheoryData<int, string, string, string> ExceptionRows { get; } = Read("exceptions.cases");

    public static TheoryData<int, string, string, string> IndexRows { get; } = Read("index-patterns.cases");

    [Theory]
    [MemberData(nameof(KqlRows))]
    public void Kql_EveryRow_SaysTheSameBothWays(int line, string query, string json, string expected)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"kql-match.cases, line {line}");
        CaseRunner.AssertBoth(expected, new RuleQuery { RuleId = "case", Query = query }, json);
    }

    [Theory]
    [MemberData(nameof(LuceneRows))]
    public void Lucene_EveryRow_SaysTheSameBothWays(int line, string query, string json, string expected)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"lucene-match.cases, line {line}");
        CaseRunner.AssertBoth(expected, new RuleQuery { RuleId = "case", Language = QueryLanguage.Lucene, Query = query }, json);
    }

    [Theory]
    [MemberData(nameof(EqlRows))]
    public void Eql_EveryRow_SaysTheSameBothWays(int line, string query, string json, string expected)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"eql-match.cases, line {line}");
        CaseRunner.AssertBoth(expected, new RuleQuery { RuleId = "case", Language = QueryLanguage.Eql, Query = query }, json);
    }

    [Theory]
    [MemberData(nameof(FilterRows))]
    public void Filters_EveryRow_SaysTheSameBothWays(int line, string filters, string json, string expected)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"filters.cases, line {line}");
        var parsed = JsonElement.Parse(filters);
        JsonElement[] list = parsed.ValueKind == JsonValueKind.Array ? [.. parsed.EnumerateArray()] : [parsed];
        CaseRunner.AssertBoth(expected, new RuleQuery { RuleId = "case", Query = "", Filters = list }, json);
    }

    [Theory]
    [MemberData(nameof(ExceptionRows))]
    public void Exceptions_EveryRow_SaysTheSameBothWays(int line, string items, string json, string expected)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"exceptions.cases, line {line}");
        var list = new ExceptionList { ListId = "list", Items = [.. ExceptionText.Items(items)] };
        CaseRunner.AssertBoth(expected, new RuleQuery { RuleId = "case", Query = "", Exceptions = [list] }, json);
    }

    [Theory]
    [MemberData(nameof(IndexRows))]
    public void IndexPatterns_EveryRow_SaysTheSameBothWays(int line, string patterns, string index, string expected)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"index-patterns.cases, line {line}");
        var isEvent = index.StartsWith('{');
        var rule = new RuleQuery { RuleId = "case", Query = "", IndexPatterns = patterns.Split('|', StringSplitOptions.RemoveEmptyEntries) };
        CaseRunner.AssertBoth(expected, rule, isEvent ? index : "{}", isEvent ? null : index);
    }

    /// <summary>A lost file or a bad edit must not pass as green.</summary>
    [Fact]
    public void Files_NoRowIsLost()
    {
        Assert.True(KqlRows.Count >= 550, $"{KqlRows.Count} KQL rows");
        Assert.True(LuceneRows.Count >= 220, $"{LuceneRows.Count} Lucene rows");
        Assert.True(FilterRows.Count >= 300, $"{FilterRows.Count} filter rows");
        Assert.True(EqlRows.Count >= 500, $"{EqlRows.Count} EQL rows");
        Assert.True(ExceptionRows.Count >= 90, $"{ExceptionRows.Count} exception rows");
        Assert.True(IndexRows.Count >= 70, $"{IndexRows.Count} index pattern rows");
    }

    private static TheoryData<int, string, string, string> Read(string file)
    {
        var data = new TheoryData<int, string, string, string>();
        foreach (var row in CaseTable.Load(file))
        {
            Assert.True(row.Cells.Length == 3, $"{file}, line {row.Line}: expected three columns parted by ⇶");
            data.Add(row.Line, Expand(row.Cells[0]), Expand(row.Cells[1]), row.Cells[2]);
        }

        return data;
    }

    /// <summary><c>«x*1025»</c> is the text x, 1,025 times.</summary>
    private static string Expand(string cell) => Repetition().Replace(
        cell,
        match => new StringBuilder().Insert(0, match.Groups["text"].Value, int.Parse(match.Groups["times"].ValueSpan, CultureInfo.InvariantCulture)).ToString());

    [GeneratedRegex(@"«(?<text>[^»]+?)\*(?<times>[0-9]+)»")]
    private static partial Regex Repetition();
}
