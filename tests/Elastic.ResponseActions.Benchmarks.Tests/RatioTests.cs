using System.Text;
using System.Text.Json;
using Elastic.ResponseActions.Benchmarks.Ratios;
using Elastic.ResponseActions.Benchmarks.Workloads;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Benchmarks.Tests;

[Collection(nameof(RunsAlone))]   // it measures the memory of the whole process
public sealed class RatioTests
{
    private static readonly string[] Rows = ["M1", "M1-index", "M2", "M4", "M5", "M6", "M9", "M11", "M12", "M12-matcher", "M15", "S1", "S1-bytes"];

    private static readonly RuleQuery Sequence = new()
    {
        RuleId = "sequence",
        Language = QueryLanguage.Eql,
        Query = """
            sequence by process.entity_id with maxspan=1m
              [process where event.type == "start"]
              [process where process.name : "a program that none has*"]
            """,
    };

    [Fact]
    public void Run_Samples_GivesEveryRowAndAllocatesNothing()
    {
        var settings = new RatioSettings { Rounds = 1, Time = TimeSpan.Zero, GrowthBase = 10, SequenceRules = 3, OpenKeys = 1_000 };
        var suite = new RatioSuite(Tests.Workloads.Samples with { Sequences = [Sequence] }, settings);

        var rows = suite.Run();

        Assert.Subset(rows.Select(row => row.Name).ToHashSet(), Rows.ToHashSet());
        Assert.All(rows, row => Assert.True(row.BytesPerEvent is null or 0, row.ToString()));
        Assert.All(rows, row => Assert.All(row.Values, value => Assert.True(double.IsFinite(value) && value > 0, row.ToString())));
        Assert.True(suite.YardstickNanoseconds > 0);
    }

    [Fact]
    public void Write_Rows_AreOneJsonObject()
    {
        using var output = new MemoryStream();
        RatioReport.Write(output, 1234.5678, [new RatioRow("M1", "what it is", "ratio", [1.5, 1, 4], 0), new RatioRow("M11", "compile", "ms", [20], null)]);

        var report = JsonElement.Parse(Encoding.UTF8.GetString(output.ToArray()));

        Assert.Equal(1234.568, report.GetProperty("b_ns").GetDouble());
        var first = report.GetProperty("scenarios")[0];
        Assert.Equal("M1", first.GetProperty("name").GetString());
        Assert.Equal(1.5, first.GetProperty("ratio_median").GetDouble());
        Assert.Equal(1, first.GetProperty("ratio_min").GetDouble());
        Assert.Equal(4, first.GetProperty("ratio_max").GetDouble());
        Assert.Equal(0, first.GetProperty("bytes_per_event").GetDouble());
        Assert.Equal(JsonValueKind.Null, report.GetProperty("scenarios")[1].GetProperty("bytes_per_event").ValueKind);
    }

    [Fact]
    public void Failures_WithinTheSlack_AreNone() => Assert.Empty(RatioGate.Failures(Good(), areRulesReal: true));

    [Theory]
    [InlineData("M1", 2.8, "M1 is 2.80; the goal is at most 1.50, and 2.00 has been reached")]
    [InlineData("M6", 39, "M6 is 39.00; the goal is at least 50.00")]
    [InlineData("M12", 8.5 * 1024 * 1024, "M12 is 8,912,896.00; the goal is at most 8,388,608.00")]
    public void Failures_PastTheSlack_NameTheGoal(string name, double median, string expected) =>
        Assert.Equal([expected], RatioGate.Failures([.. Good().Select(row => row.Name == name ? row with { Values = [median] } : row)], areRulesReal: true));

    [Fact]
    public void Failures_FewRules_LeaveGrowthAlone() =>
        Assert.Empty(RatioGate.Failures([.. Good().Where(row => row.Name is "M1" or "M2" or "M12" or "M12-matcher"), Row("M4", 20)], areRulesReal: false));

    [Fact]
    public void Failures_AllocatingMatch_IsOne() =>
        Assert.Equal(["M1 allocates 8.0 bytes an event; it may not allocate any"], RatioGate.Failures([.. Good().Select(row => row.Name == "M1" ? row with { BytesPerEvent = 8 } : row)], areRulesReal: true));

    [Fact]
    public void Failures_LostRow_IsOne() =>
        Assert.Equal(["M4 was not measured"], RatioGate.Failures([.. Good().Where(row => row.Name != "M4")], areRulesReal: true));

    [Theory]
    [InlineData(new double[] { 3, 1, 2 }, 2)]
    [InlineData(new double[] { 4, 1, 2, 3 }, 2.5)]
    public void Median_OfValues_IsTheMiddle(double[] values, double expected) => Assert.Equal(expected, Figures.Median(values));

    [Fact]
    public void Quantile_OfDurations_IsRightToWithinAnEighth()
    {
        var histogram = new LatencyHistogram();
        for (var i = 1; i <= 1_000; i++)
            histogram.Add(TimeSpan.FromMicroseconds(i));

        Assert.InRange(histogram.Quantile(0.5), 500_000, 500_000 * 1.125);
        Assert.InRange(histogram.Quantile(0.999), 999_000, 999_000 * 1.125);
        Assert.InRange(histogram.Quantile(1), 1_000_000, 1_000_000 * 1.125);
    }

    private static List<RatioRow> Good() =>
    [
        Row("M1", 1.8), Row("M2", 2.7), Row("M4", 1.9), Row("M5", 3), Row("M6", 41), Row("M9", 4.9), Row("S1", 0.5), Row("S1-bytes", 256), Row("M12", 1_000_000), Row("M12-matcher", 100_000),
    ];

    private static RatioRow Row(string name, double value) => new(name, "", "", [value], 0);
}
