using System.Xml.Linq;

namespace Elastic.ResponseActions.Architecture.Tests.Rules;

/// <summary>What an MSBuild file refers to.</summary>
internal sealed class ProjectFile(string name, XDocument xml)
{
    public static ProjectFile Read(string path) => new(Path.GetFileNameWithoutExtension(path), XDocument.Load(path));

    public IEnumerable<string> Projects => Includes("ProjectReference").Select(include => Path.GetFileNameWithoutExtension(include.Replace('\\', '/')));

    /// <summary>Packages that come along with the built assembly; analyzers (<c>PrivateAssets="all"</c>) do not.</summary>
    public IEnumerable<string> Packages => xml.Descendants("PackageReference")
        .Where(reference => (string?)reference.Attribute("PrivateAssets") != "all")
        .Select(reference => (string)reference.Attribute("Include")!);

    public IEnumerable<string> Frameworks => Includes("FrameworkReference");

    /// <summary>Every reference that the project's floor does not allow.</summary>
    public IEnumerable<string> FindViolations(Floor floor) =>
    [
        .. from project in Projects where !floor.MayUseProject(project) select $"{name} (floor {floor.Level}) refers to project {project}",
        .. from package in Packages where !floor.MayUsePackage(package) select $"{name} (floor {floor.Level}) refers to package {package}",
        .. from framework in Frameworks where !floor.MayUsePackage($"{framework}") select $"{name} (floor {floor.Level}) refers to framework {framework}",
    ];

    private IEnumerable<string> Includes(string item) => xml.Descendants(item).Select(reference => (string)reference.Attribute("Include")!);
}
