using Elastic.ResponseActions.Matching.Tests.Oracle;

namespace Elastic.ResponseActions.Matching.Tests.Syntax.Lucene;

/// <summary>The language by example: <c>Cases/lucene-syntax.cases</c>.</summary>
public sealed class LuceneSyntaxCasesTests
{
    private const string Table = "lucene-syntax.cases";

    public static TheoryData<int> Lines() => [.. CaseTable.Load(Table).Select(row => row.Line)];

    [Theory]
    [MemberData(nameof(Lines))]
    public void Parse_Case_GivesTreeOrError(int line)
    {
        var row = CaseTable.Load(Table).Single(row => row.Line == line);

        Assert.Equal(2, row.Cells.Length);
        Assert.Equal(row.Cells[1], LuceneText.Outcome(row.Cells[0]));
    }

    /// <summary>The parser and the grammar as it is written down agree on what is a query.</summary>
    [Theory]
    [MemberData(nameof(Lines))]
    public void Parse_Case_AgreesWithTheGrammar(int line)
    {
        var row = CaseTable.Load(Table).Single(row => row.Line == line);
        var fields = new OracleFields(FieldTypeTable.BuiltIn, DateTimeOffset.UnixEpoch);

        if (row.Cells[1].StartsWith("error", StringComparison.Ordinal))
            Assert.Throws<OracleRefusalException>(() => { LuceneReference.OfRule(row.Cells[0], fields); });
        else
            Assert.NotNull(LuceneReference.OfRule(row.Cells[0], fields));
    }

    [Fact]
    public void File_NoRowIsLost() => Assert.True(CaseTable.Load(Table).Count >= 150, $"{CaseTable.Load(Table).Count} rows");
}
