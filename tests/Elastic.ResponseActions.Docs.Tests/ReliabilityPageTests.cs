using System.Text.RegularExpressions;

namespace Elastic.ResponseActions.Docs.Tests;

/// <summary>Every test that the fault table names is there.</summary>
public sealed partial class ReliabilityPageTests
{
    private static readonly string AllTests = string.Join('\n', Repository.SourceFiles("tests").Select(file => File.ReadAllText(Path.Combine(Repository.Root, file))));

    private static IEnumerable<(string Class, string Method)> Named() =>
        TestName().Matches(Page.Read("docs/reliability.md").Text).Select(match => (match.Groups[1].Value, match.Groups[2].Value));

    private static bool Exists(string type, string method) =>
        Repository.SourceFiles("tests").Any(file => Path.GetFileNameWithoutExtension(file) == type)
        && Regex.IsMatch(AllTests, $@"public (static )?(async Task|void) {method}\(");

    [Fact]
    public void FaultTable_EveryNamedTest_Exists()
    {
        Violations.AssertNone(Named().Where(test => !Exists(test.Class, test.Method)).Select(test => $"docs/reliability.md names {test.Class}.{test.Method}, which is not there"));
        Assert.True(Named().Count() > 35);
    }

    [Fact]
    public void Exists_TestThatIsNotThere_IsNot() => Assert.False(Exists("FaultTests", "DispatchAsync_NoSuchThing_Happens"));

    [GeneratedRegex("`([A-Za-z]+(?:Tests|Contract))\\.([A-Za-z0-9_]+)`")]
    private static partial Regex TestName();
}
