using Elastic.ResponseActions.Architecture.Tests.Rules;

namespace Elastic.ResponseActions.Architecture.Tests;

/// <summary>The shape of the repository.</summary>
public sealed class LayoutTests(ITestOutputHelper output)
{
    private static readonly HashSet<string> TopLevel =
    [
        "src", "tests", "benchmarks", "docs",
        Repository.Solution, "Directory.Packages.props", "README.md",
        "global.json", "LICENSE", "CONTRIBUTING.md", "SECURITY.md",
    ];

    [Fact]
    public void TopLevel_OfTheRepository_IsFixed()
    {
        var ignored = File.ReadLines(Path.Combine(Repository.Root, ".gitignore")).Select(line => line.TrimEnd('/')).ToHashSet();
        var entries = Directory.EnumerateFileSystemEntries(Repository.Root).Select(path => Path.GetFileName(path)!);

        var kept = entries.Where(name => !name.StartsWith('.') && !ignored.Contains(name));

        Assert.Equal(TopLevel.Order(StringComparer.Ordinal), kept.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    [InlineData("benchmarks")]
    public void Files_OverTheLimit_SayWhyInTheirFirstLine(string folder)
    {
        var files = Repository.SourceFiles(folder)
            .Select(file => (Name: file, Lines: File.ReadAllLines(Path.Combine(Repository.Root, file))))
            .ToList();
        var lengths = files.Select(file => file.Lines.Length).ToList();
        output.WriteLine($"{folder}: {files.Count} files, median {FileSizes.Quantile(lengths, 0.5)} lines, 95 % at most {FileSizes.Quantile(lengths, 0.95)}, longest {lengths.Max()}");

        Violations.AssertNone(files.Select(file => FileSizes.Problem(file.Name, file.Lines)).OfType<string>());
    }

    [Fact]
    public void Problem_LongFileThatSaysNothing_IsNamed()
    {
        var lines = Enumerable.Repeat("var x = 1;", 401).ToArray();

        Assert.Equal("a.cs has 401 lines; over 400 its first line must be a comment that says why", FileSizes.Problem("a.cs", lines));
        Assert.Null(FileSizes.Problem("a.cs", lines[..400]));
        Assert.Null(FileSizes.Problem("a.cs", ["// One table: every status code and its text.", .. lines]));
    }
}
