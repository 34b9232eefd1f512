using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Tests.Syntax.Kql;

namespace Elastic.ResponseActions.Matching.Tests.Syntax.Eql;

/// <summary>The language by example: <c>Cases/eql-syntax.cases</c>.</summary>
public sealed class EqlSyntaxCasesTests
{
    private const string Table = "eql-syntax.cases";

    public static TheoryData<int> Lines() => [.. CaseTable.Load(Table).Select(row => row.Line)];

    [Theory]
    [MemberData(nameof(Lines))]
    public void Parse_Case_GivesStatementOrError(int line)
    {
        var row = CaseTable.Load(Table).Single(row => row.Line == line);

        Assert.Equal(2, row.Cells.Length);
        Assert.Equal(row.Cells[1], Outcome(row.Cells[0]));
    }

    /// <summary>A lost file or a bad edit must not pass as green.</summary>
    [Fact]
    public void File_NoRowIsLost() => Assert.True(Lines().Count >= 300, $"{Lines().Count} rows");

    private static string Outcome(string query)
    {
        try
        {
            return EqlText.Write(EqlText.Parse(query));
        }
        catch (QuerySyntaxException error)
        {
            var place = KqlText.PlaceOf(error, query);
            var kind = error.Kind == QueryErrorKind.Unsupported ? "unsupported" : "error";
            return FormattableString.Invariant($"{kind} {place.Line}:{place.Column} {error.Message}");
        }
    }
}
