using System.Xml.Linq;
using Elastic.ResponseActions.Architecture.Tests.Rules;

namespace Elastic.ResponseActions.Architecture.Tests;

public sealed class ProjectFileTests
{
    public static TheoryData<string> Projects { get; } = [.. Floor.All.Select(floor => floor.Project)];

    [Fact]
    public void Projects_InSrc_AllHaveAFloor()
    {
        var projects = Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src")).Select(Path.GetFileName);

        Assert.Equal(Floor.All.Select(floor => floor.Project).Order(), projects.Order());
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void References_OfEachProject_KeepItsFloor(string project)
    {
        var file = ProjectFile.Read(Path.Combine(Repository.Root, "src", project, $"{project}.csproj"));

        Violations.AssertNone(file.FindViolations(Floor.Of(project)));
    }

    [Theory]
    [InlineData("Directory.Build.props")]
    [InlineData("Directory.Build.targets")]
    public void References_OfAllProjectsTogether_AreAnalyzersOnly(string name)
    {
        var file = ProjectFile.Read(Path.Combine(Repository.Root, "src", name));

        Assert.Empty(file.Projects);
        Assert.Empty(file.Packages);
        Assert.Empty(file.Frameworks);
    }

    [Theory]
    [InlineData("""<ProjectReference Include="..\Elastic.ResponseActions\Elastic.ResponseActions.csproj" />""", "refers to project Elastic.ResponseActions")]
    [InlineData("""<PackageReference Include="Polly.Core" />""", "refers to package Polly.Core")]
    [InlineData("""<FrameworkReference Include="Microsoft.AspNetCore.App" />""", "refers to framework Microsoft.AspNetCore.App")]
    public void References_Planted_AreFound(string reference, string expected)
    {
        var planted = new ProjectFile("Planted", XDocument.Parse($"<Project><ItemGroup>{reference}</ItemGroup></Project>"));

        var violation = Assert.Single(planted.FindViolations(Floor.Of("Elastic.ResponseActions.Planning")));
        Assert.Equal($"Planted (floor 2) {expected}", violation);
    }
}
