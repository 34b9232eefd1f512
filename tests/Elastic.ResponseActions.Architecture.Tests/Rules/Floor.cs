namespace Elastic.ResponseActions.Architecture.Tests.Rules;

/// <summary>One project of <c>src</c>: what it may use besides the .NET libraries. The floors are the table in docs/design.md.</summary>
/// <param name="Level">1 is the ground floor; a project uses lower floors only.</param>
/// <param name="Project">The project's folder and file name.</param>
/// <param name="Projects">The projects it may use.</param>
/// <param name="Packages">The packages it may use; a final <c>*</c> stands for the rest of a name. A package's assemblies bear its name.</param>
internal sealed record Floor(int Level, string Project, string[] Projects, string[] Packages)
{
    private const string Matching = "Elastic.ResponseActions.Matching";
    private const string Planning = "Elastic.ResponseActions.Planning";
    private const string Main = "Elastic.ResponseActions";
    private const string Testing = "Elastic.ResponseActions.Testing";
    private const string Sqlite = "Elastic.ResponseActions.Sqlite";
    private const string Tool = "Elastic.ResponseActions.Tool";

    public static IReadOnlyList<Floor> All { get; } =
    [
        new(1, Matching, [], []),
        new(2, Planning, [Matching], []),
        new(3, Main, [Matching, Planning], ["Microsoft.Extensions.*", "Polly.Core"]),
        new(4, Testing, [Matching, Planning, Main], ["Microsoft.AspNetCore*", "Microsoft.Extensions.*", "Microsoft.Net.Http.Headers"]),
        new(4, Sqlite, [Matching, Planning, Main], ["Microsoft.Data.Sqlite"]),
        new(5, Tool, [Matching, Planning, Main, Testing, Sqlite], ["Microsoft.AspNetCore*", "Microsoft.Extensions.*", "Spectre.Console*", "System.CommandLine", "Tomlyn", "YamlDotNet"]),
    ];

    /// <summary>The assembly that the project builds.</summary>
    public string Assembly => Project == Tool ? "response-actions" : Project;

    public static Floor Of(string project) => All.Single(floor => floor.Project == project);

    public bool MayUseProject(string project) => Projects.Contains(project);

    public bool MayUsePackage(string package) => Array.Exists(Packages, pattern => pattern.EndsWith('*')
        ? package.StartsWith(pattern[..^1], StringComparison.Ordinal)
        : package == pattern);

    public bool MayUseAssembly(string assembly) => MayUseProject(assembly) || MayUsePackage(assembly) || IsDotNet(assembly);

    // Part of .NET itself: it lies beside the core library of the running runtime.
    private static bool IsDotNet(string assembly) =>
        File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, $"{assembly}.dll"));
}
