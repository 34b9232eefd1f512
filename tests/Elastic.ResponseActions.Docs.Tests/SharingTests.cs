using System.Text.RegularExpressions;

namespace Elastic.ResponseActions.Docs.Tests;

/// <summary>Who uses a type has to know whether threads may share it.</summary>
public sealed partial class SharingTests
{
    [Fact]
    public void Summary_OfEachPublicTypeOfTheClient_SaysWhetherThreadsMayShareIt()
    {
        var types = Repository.SourceFiles("src/Elastic.ResponseActions").SelectMany(file => TypesOf(File.ReadAllText(Path.Combine(Repository.Root, file)))).ToList();

        Violations.AssertNone(types.Where(static type => !Says(type.Summary)).Select(static type => $"{type.Name}: its summary says neither `immutable` nor `thread-safe`"));
        Assert.True(types.Count > 100, $"only {types.Count} types were found");
    }

    [Fact]
    public void TypesOf_SummaryThatDoesNotSay_IsSeen() =>
        Assert.False(Says(Assert.Single(TypesOf("/// <summary>A list of things.</summary>\npublic sealed class Things\n")).Summary));

    // Enums cannot but be immutable, and exceptions are nobody's to share.
    private static IEnumerable<(string Name, string Summary)> TypesOf(string source) => PublicType().Matches(source)
        .Select(static match => (Name: match.Groups["name"].Value, Summary: match.Groups["doc"].Value))
        .Where(static type => !type.Name.EndsWith("Exception", StringComparison.Ordinal) && type.Summary.Contains("<summary>", StringComparison.Ordinal));

    private static bool Says(string summary) =>
        summary.Contains("thread-safe", StringComparison.OrdinalIgnoreCase) || summary.Contains("immutable", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"(?<doc>(^///.*\n)+)(^\[.*\]\n)*^public ((sealed|static|abstract|readonly|partial) )*(record struct|record|class|struct|interface) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();
}
