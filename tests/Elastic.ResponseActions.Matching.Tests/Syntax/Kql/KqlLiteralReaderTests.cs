using CsCheck;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Kql;

namespace Elastic.ResponseActions.Matching.Tests.Syntax.Kql;

/// <summary>The short way of reading a word against the way that reads every literal.</summary>
public sealed class KqlLiteralReaderTests
{
    private static readonly Gen<string> Text = Gen.String[Gen.Char["anotrdNOT x.-_*\\\"():<>{}\t\u00A0\u2003\uFEFFé"], 0, 14];

    [Fact]
    public void TryReadPlain_TakesAWord_AsTryReadBareDoes()
    {
        var taken = 0;
        Text.Sample(
            text =>
            {
                var position = 0;
                if (!KqlLiteralReader.TryReadPlain(text, ref position, out var literal))
                    return position == 0;

                Interlocked.Increment(ref taken);
                var expectedPosition = 0;
                return KqlLiteralReader.TryReadBare(text, ref expectedPosition, new QueryBudget(), out var expected)
                    && literal == expected && position == expectedPosition;
            },
            iter: 200_000);

        Assert.InRange(taken, 20_000, 200_000);
    }
}
