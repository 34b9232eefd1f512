using Elastic.ResponseActions.Tool.Input;

namespace Elastic.ResponseActions.Tool.Tests;

public sealed class DocumentationTests
{
    [Fact]
    public void ToolPage_EveryCommandAndOption_IsDescribed()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "tool.md"));
        var root = ToolHost.CreateCommand(new ToolConsole { Input = Stream.Null, Output = TextWriter.Null, Error = TextWriter.Null });
        var names = root.Subcommands.SelectMany(command => command.Options.Select(option => option.Name).Prepend(command.Name)).Distinct().ToList();

        Assert.Contains("--max-hosts", names);
        Assert.All(names, name => Assert.True(page.Contains($"`{name}`", StringComparison.Ordinal) || page.Contains($"`{name} ", StringComparison.Ordinal), name));
    }

    [Fact]
    public void ToolPage_EveryMappedType_IsListed()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "tool.md"));

        Assert.All(MappingFile.TypeNames, type => Assert.Contains($"`{type}`", page, StringComparison.Ordinal));
    }
}
