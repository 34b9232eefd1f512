using CsCheck;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Tests.Syntax.Kql;

namespace Elastic.ResponseActions.Matching.Tests.Syntax.Eql;

/// <summary>CsCheck prints the seed of a failing sample; give it as <c>seed:</c> to run that sample again.</summary>
public sealed class EqlPropertyTests
{
    [Fact]
    public void Parse_PrintedStatement_GivesTheStatementBack() => EqlGen.Statement.Sample(
        statement => Assert.Equal(EqlText.Write(statement), EqlText.Write(EqlText.Parse(EqlPrinter.Print(statement)))), iter: 3_000, print: EqlPrinter.Print);

    [Fact]
    public void Parse_SoupOfTokens_ThrowsNothingElse() => EqlGen.Soup.Sample(AssertIsReadOrRefused, iter: 15_000);

    [Fact]
    public void Parse_DamagedStatement_ThrowsNothingElse() => EqlGen.Damaged.Sample(AssertIsReadOrRefused, iter: 3_000);

    [Fact]
    public void Parse_RandomText_ThrowsNothingElse() => Gen.String.Sample(AssertIsReadOrRefused, iter: 5_000);

    // What is read can be written down and read again.
    private static void AssertIsReadOrRefused(string text)
    {
        try
        {
            var statement = EqlText.Parse(text);
            Assert.Equal(EqlText.Write(statement), EqlText.Write(EqlText.Parse(EqlPrinter.Print(statement))));
        }
        catch (QuerySyntaxException error)
        {
            // The message and the drawing are made of the same hostile text.
            Assert.InRange(error.Span.Start, 0, text.Length);
            Assert.DoesNotContain(KqlText.Describe(error, text), c => char.IsControl(c) && c != '\n');
        }
    }
}
