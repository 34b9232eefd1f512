using Elastic.ResponseActions.Matching.Syntax;

namespace Elastic.ResponseActions.Matching.Tests.Syntax.Kql;

/// <summary>The language by example: <c>Cases/kql-syntax.cases</c>.</summary>
public sealed class KqlSyntaxCasesTests
{
    private const string Table = "kql-syntax.cases";

    public static TheoryData<int> Lines() => [.. CaseTable.Load(Table).Select(row => row.Line)];

    [Theory]
    [MemberData(nameof(Lines))]
    public void Parse_Case_GivesTreeOrError(int line)
    {
        var row = CaseTable.Load(Table).Single(row => row.Line == line);

        Assert.Equal(2, row.Cells.Length);
        Assert.Equal(row.Cells[1], Outcome(row.Cells[0]));
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void Parse_Case_AgreesWithTheGrammar(int line)
    {
        var query = CaseTable.Load(Table).Single(row => row.Line == line).Cells[0];

        var (tree, errorOffset) = KqlReference.Parse(query);

        if (tree is not null) Assert.Equal(tree.ToString(), KqlText.Parse(query).ToString());
        else Assert.Equal(errorOffset, KqlText.Refuse(query).Span.Start);
    }

    private static string Outcome(string query)
    {
        try
        {
            return KqlText.Parse(query).ToString();
        }
        catch (QuerySyntaxException error)
        {
            var place = KqlText.PlaceOf(error, query);
            return FormattableString.Invariant($"error {place.Line}:{place.Column} {error.Message}");
        }
    }
}
