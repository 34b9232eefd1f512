using System.Text.Json;

namespace Elastic.ResponseActions.Matching.Tests.Matching;

public sealed class CaseTests
{
    public static TheoryData<int, string, string, string> KqlRows { get; } = CaseTable.Read("kql-match.cases");

    public static TheoryData<int, string, string, string> FilterRows { get; } = CaseTable.Read("filters.cases");

    public static TheoryData<int, string, string, string> IndexRows { get; } = CaseTable.Read("index-patterns.cases");

    [Theory]
    [MemberData(nameof(KqlRows))]
    public void Kql_EveryRow_SaysTheSameBothWays(int line, string query, string json, string expected)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"kql-match.cases, line {line}");
        CaseRunner.AssertBoth(expected, new RuleQuery { RuleId = "case", Query = query }, json);
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
    [MemberData(nameof(IndexRows))]
    public void IndexPatterns_EveryRow_SaysTheSameBothWays(int line, string patterns, string index, string expected)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"index-patterns.cases, line {line}");
        var isEvent = index.StartsWith('{');
        var rule = new RuleQuery { RuleId = "case", Query = "", IndexPatterns = patterns.Split('|', StringSplitOptions.RemoveEmptyEntries) };
        CaseRunner.AssertBoth(expected, rule, isEvent ? index : "{}", isEvent ? null : index);
    }

    [Fact]
    public void Files_NoRowIsLost()
    {
        CaseTable.AssertCount(KqlRows, atLeast: 500);
        CaseTable.AssertCount(FilterRows, atLeast: 100);
        CaseTable.AssertCount(IndexRows, atLeast: 70);
    }
}
