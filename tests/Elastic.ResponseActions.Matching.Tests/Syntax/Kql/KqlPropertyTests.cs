using CsCheck;
using Elastic.ResponseActions.Matching.Syntax;

namespace Elastic.ResponseActions.Matching.Tests.Syntax.Kql;

/// <summary>CsCheck prints the seed of a failing sample; give it as <c>seed:</c> to run that sample again.</summary>
public sealed class KqlPropertyTests
{
    [Fact]
    public void Parse_PrintedTree_GivesTheTreeBack() =>
        KqlGen.Tree.Sample(tree => Assert.Equal(tree.ToString(), KqlText.Parse(KqlPrinter.Print(tree)).ToString()), iter: 3_000, print: KqlPrinter.Print);

    [Fact]
    public void Parse_SoupOfTokens_AgreesWithTheGrammar() => KqlGen.Soup.Sample(AssertAgreesWithTheGrammar, iter: 15_000);

    [Fact]
    public void Parse_DamagedQuery_AgreesWithTheGrammar() => KqlGen.Damaged.Sample(AssertAgreesWithTheGrammar, iter: 3_000);

    [Fact]
    public void Parse_RandomText_ThrowsNothingElse() => Gen.String.Sample(text => { TryParse(text); }, iter: 5_000);

    private static void AssertAgreesWithTheGrammar(string text)
    {
        var (expected, errorOffset) = KqlReference.Parse(text);
        var (actual, error) = TryParse(text);

        Assert.Equal(expected?.ToString(), actual?.ToString());
        if (expected is null) Assert.Equal(errorOffset, error!.Span.Start);
    }

    private static (QueryNode? Tree, QuerySyntaxException? Error) TryParse(string text)
    {
        try
        {
            return (KqlText.Parse(text), null);
        }
        catch (QuerySyntaxException error)
        {
            // The message and the drawing are made of the same hostile text.
            var described = KqlText.Describe(error, text);
            Assert.DoesNotContain(described, c => char.IsControl(c) && c != '\n');
            return (null, error);
        }
    }
}
