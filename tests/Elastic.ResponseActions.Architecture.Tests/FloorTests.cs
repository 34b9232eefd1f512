using Elastic.ResponseActions.Architecture.Tests.Metadata;
using Elastic.ResponseActions.Architecture.Tests.Rules;

namespace Elastic.ResponseActions.Architecture.Tests;

/// <summary>Floors 1 and 2 cannot act, and no floor uses a higher one. If one of these fails, move the type, not the test.</summary>
public sealed class FloorTests
{
    private const string Planted = "Elastic.ResponseActions.PlantedViolation";

    public static TheoryData<string> Projects { get; } = [.. Floor.All.Select(floor => floor.Project)];

    [Theory]
    [InlineData("Elastic.ResponseActions.Matching")]
    [InlineData("Elastic.ResponseActions.Planning")]
    public void References_LowerFloors_CannotAct(string project)
    {
        using var image = AssemblyImage.Open(project);

        Violations.AssertNone(ActingUses.Find(image.Metadata));
    }

    [Theory]
    [InlineData("System.Net.Http.HttpClient")]
    [InlineData("System.Net.Sockets.TcpClient")]
    [InlineData("System.IO.File")]
    [InlineData("System.IO.Directory")]
    [InlineData("System.IO.DriveInfo")]
    [InlineData("System.IO.StreamReader")]
    [InlineData("System.IO.StreamWriter")]
    [InlineData("System.IO.RandomAccess")]
    [InlineData("System.IO.MemoryMappedFiles.MemoryMappedFile")]
    [InlineData("System.Diagnostics.Process")]
    [InlineData("System.Diagnostics.ProcessStartInfo")]
    [InlineData("System.Diagnostics.Stopwatch")]
    [InlineData("System.Runtime.Loader.AssemblyLoadContext")]
    [InlineData("static System.Reflection.Assembly::Load")]
    [InlineData("static System.Reflection.Assembly::LoadFrom")]
    [InlineData("static System.Type::GetType")]
    [InlineData("static System.DateTime::get_UtcNow")]
    [InlineData("libc!getpid")]
    [InlineData("libc!getppid")]
    public void References_PlantedViolation_IsFound(string use)
    {
        using var image = AssemblyImage.Open(Planted);

        Assert.Contains(use, ActingUses.Find(image.Metadata));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Assemblies_OfEachFloor_AreLowerFloorsAndAllowedPackages(string project)
    {
        var floor = Floor.Of(project);
        using var image = AssemblyImage.Open(floor.Assembly);

        Violations.AssertNone(ExternalUses.Assemblies(image.Metadata).Where(assembly => !floor.MayUseAssembly(assembly)));
    }

    [Fact]
    public void Assemblies_PlantedReferenceUpwards_IsFound()
    {
        var playedFloor = Floor.Of("Elastic.ResponseActions.Planning");
        using var image = AssemblyImage.Open(Planted);

        var refused = ExternalUses.Assemblies(image.Metadata).Where(assembly => !playedFloor.MayUseAssembly(assembly));

        Assert.Equal(["Elastic.ResponseActions"], refused);
    }
}
