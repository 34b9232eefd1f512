using Elastic.ResponseActions.Matching.Tests.Syntax;

namespace Elastic.ResponseActions.Matching.Tests.Detection;

/// <summary>Every row of <c>sequences.cases</c>.</summary>
public sealed class SequenceCaseTests
{
    private static readonly RuleSetOptions Options = RuleSetOptions.Default with
    {
        FieldTypes = FieldTypeTable.BuiltIn.With([new("n", FieldType.Long), new("t", FieldType.Date), new("ip", FieldType.Ip), new("b", FieldType.Boolean), new("tie", FieldType.Long)]),
    };

    public static TheoryData<int, string, string, string> Rows { get; } = [.. CaseTable.Load("sequences.cases").Select(row => (row.Line, row.Cells[0], row.Cells[1], row.Cells[2]))];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Process_EveryRow_FindsWhatItSays(int line, string query, string events, string expected)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"sequences.cases, line {line}");
        if (!DetectorSet.TryCompile([DetectorRunner.Eql(query)], Options, out var set, out var errors))
        {
            Assert.StartsWith("error: ", expected, StringComparison.Ordinal);
            Assert.Contains(expected["error: ".Length..], Assert.Single(errors).Message, StringComparison.Ordinal);
            return;
        }

        var found = DetectorRunner.Run(set.CreateDetector(DetectorRunner.Reordering), events.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(CaseEvents.Read));

        Assert.Equal(expected, found.Count == 0 ? "none" : string.Join(' ', found.Select(Text)));
    }

    [Fact]
    public void File_NoRowIsLost() => Assert.True(Rows.Count >= 170, $"{Rows.Count} rows");

    private static string Text(RuleDetection detection)
    {
        var ids = $"[{string.Join(' ', detection.EventIds.Select(id => id?[1..] ?? "-"))}]";
        return detection is SequenceDetection { JoinKeys.Count: > 0 } sequence ? $"{string.Join(',', sequence.JoinKeys.Select(key => key.Text ?? "~"))} {ids}" : ids;
    }
}
