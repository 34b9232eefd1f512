using System.Text.RegularExpressions;

namespace Elastic.ResponseActions.Docs.Tests;

/// <summary>What pages show compiles, and what they point at is there. A test compares and fails; it never rewrites a page.</summary>
public sealed partial class PageTests
{
    private const string MainCommand =
        "dotnet run -c Release --project src/Elastic.ResponseActions.Tool -- respond --rules docs/samples/rules --events docs/samples/events.ndjson --policy docs/samples/policy.json --fake --scenario docs/samples/fleet.json";

    // Compiled and run: the samples by this project, the tests by theirs.
    private static readonly string[] Compiled =
    [
        .. Repository.SourceFiles("docs/samples").Concat(Repository.SourceFiles("tests"))
            .Select(file => WithoutIndent(File.ReadAllText(Path.Combine(Repository.Root, file)))),
    ];

    [Fact]
    public void CodeBlocks_OfAllPages_AreCompiled()
    {
        var loose = from page in Page.All from block in page.CodeBlocks() where !IsCompiled(block) select $"{page.Path}:\n{block}";

        Violations.AssertNone(loose);
    }

    [Fact]
    public void IsCompiled_ChangedBlock_IsNot()
    {
        var block = Page.Read("README.md").CodeBlocks().First();

        Assert.True(IsCompiled(block));
        Assert.False(IsCompiled(block.Replace("RuleSet", "RuleSets")));
    }

    [Fact]
    public void Links_OfAllPages_LeadSomewhere() =>
        Violations.AssertNone(from page in Page.All from file in page.LinkedFiles() where !Exists(file) select $"{page.Path} links to {file}");

    [Fact]
    public void LinkedFiles_MissingTarget_IsSeen() =>
        Assert.Equal(["docs/none.md"], new Page("docs/a.md", "[one](none.md#part), [two](https://www.elastic.co)").LinkedFiles());

    [Fact]
    public void Pages_NamedInSource_Exist() =>
        Violations.AssertNone(from file in Repository.SourceFiles("src")
                              from match in DocsPath().Matches(File.ReadAllText(Path.Combine(Repository.Root, file)))
                              where !Exists(match.Value)
                              select $"{file} names {match.Value}");

    [Fact]
    public void Index_OfDocs_ListsEveryPage()
    {
        var listed = Page.Read("docs/README.md").LinkedFiles().ToHashSet();

        Violations.AssertNone(Page.All.Select(page => page.Path).Where(path => path != "docs/README.md" && !listed.Contains(path)));
    }

    [Fact]
    public void Readme_First25Lines_HoldTheMainCommand() =>
        Assert.Contains(MainCommand, Page.Read("README.md").Text.Split('\n')[..25]);

    private static bool IsCompiled(string block) => Array.Exists(Compiled, file => file.Contains(WithoutIndent(block), StringComparison.Ordinal));

    private static string WithoutIndent(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim()));

    private static bool Exists(string path) => Path.Exists(Path.Combine(Repository.Root, path));

    [GeneratedRegex(@"\bdocs/[\w/-]+\.(md|json)\b")]
    private static partial Regex DocsPath();
}
