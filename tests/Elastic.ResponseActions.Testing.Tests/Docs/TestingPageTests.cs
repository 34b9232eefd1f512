using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Elastic.ResponseActions.Testing.Tests.Docs;

/// <summary>Holds <c>docs/testing.md</c> to what the code does.</summary>
public sealed partial class TestingPageTests
{
    [Fact]
    public void FirstSample_InThePage_IsTheTestThatRuns()
    {
        var source = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "FirstTest.cs"));
        var body = source[source.IndexOf("    [Fact]", StringComparison.Ordinal)..source.LastIndexOf('}')];
        var unindented = string.Join('\n', body.TrimEnd().Split('\n').Select(line => line.Length > 4 ? line[4..] : line.TrimStart()));

        Assert.Equal(unindented, Block("csharp"));
    }

    [Fact]
    public async Task Scenario_InThePage_IsReadAndApplied()
    {
        var parsed = FakeScenario.TryParse(Encoding.UTF8.GetBytes(Block("json")), out var scenario, out var errors);
        Assert.True(parsed, string.Join('\n', errors));
        await using var kibana = new FakeKibana();
        kibana.AddEndpoint("c3");

        scenario!.ApplyTo(kibana);

        Assert.Equal(["a1", "b2"], kibana.Hosts.Select(host => host.AgentId));
    }

    [Fact]
    public void Permissions_InThePage_AreAllOfThem() =>
        Assert.All(FakePermission.All, permission => Assert.Contains($"`{permission.Name}`", Page(), StringComparison.Ordinal));

    private static string Block(string language) =>
        CodeBlock().Matches(Page()).First(match => match.Groups["language"].Value == language).Groups["code"].Value.TrimEnd();

    private static string Page() => File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "docs", "testing.md"));

    private static string Here([CallerFilePath] string path = "") => path;

    [GeneratedRegex("```(?<language>[a-z]+)\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
