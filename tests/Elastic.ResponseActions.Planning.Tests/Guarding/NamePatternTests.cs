using System.Text.RegularExpressions;
using CsCheck;
using Elastic.ResponseActions.Guarding;

namespace Elastic.ResponseActions.Planning.Tests.Guarding;

public sealed class NamePatternTests
{
    [Fact]
    public void Matches_AnyPattern_AgreesWithARegularExpression() =>
        Gen.Select(Gen.String[Gen.Char["aB*"], 0, 8], Gen.String[Gen.Char["abAB"], 0, 10]).Sample((pattern, name) =>
        {
            var regex = "^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal) + "$";

            return NamePattern.Matches(pattern, name) == Regex.IsMatch(name, regex, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        });

    [Fact]
    public void Matches_ManyStars_EndsSoon()
    {
        var pattern = string.Concat(Enumerable.Repeat("a*", 64)) + "b";

        Assert.False(NamePattern.Matches(pattern, new string('a', 100_000)));
    }
}
