using System.Reflection.Metadata;
using Elastic.ResponseActions.Architecture.Tests.Metadata;

namespace Elastic.ResponseActions.Architecture.Tests.Rules;

/// <summary>
/// Which folders of a project each folder may use. Every folder may use itself and the public types in the project's root;
/// the root is the row with the empty name.
/// </summary>
internal sealed record FolderRules(IReadOnlyDictionary<string, string[]> MayUse)
{
    public static FolderRules Matching { get; } = new(new Dictionary<string, string[]>
    {
        [""] = ["Compilation", "Execution", "Detection", "Fields", "Exceptions"],
        ["Text"] = [],
        ["Exceptions"] = ["Text"],
        ["Syntax"] = ["Text"],
        ["Execution"] = ["Text"],
        ["Fields"] = ["Execution"],
        ["Detection"] = ["Execution"],
        ["Compilation"] = ["Text", "Syntax", "Execution", "Detection"],
    });

    public static FolderRules Planning { get; } = new(new Dictionary<string, string[]>
    {
        ["Json"] = [],
        ["Actions"] = ["Json"],
        ["Privileges"] = ["Json", "Actions"],
        ["Endpoints"] = ["Json", "Actions", "Privileges"],
        ["Rules"] = ["Json", "Actions"],
        ["Manual"] = ["Json", "Actions", "Endpoints"],
        ["Alerts"] = ["Json", "Actions", "Endpoints", "Rules"],
        ["Analysis"] = ["Json", "Actions", "Rules"],
        ["Planning"] = ["Json", "Actions", "Privileges", "Endpoints", "Rules", "Manual", "Alerts", "Analysis"],
        ["Guarding"] = ["Json", "Actions", "Privileges", "Endpoints", "Rules", "Manual", "Planning"],
    });

    /// <summary>Every use between folders that no row allows, and every type whose folder has no row.</summary>
    public IReadOnlyList<string> FindViolations(AssemblyImage image)
    {
        var folders = new SourceFolders(image);
        var problems = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (user, used) in TypeUses.Read(image))
        {
            if (!IsHandWritten(image, user))
                continue;

            var name = TypeNames.Of(image.Metadata, user);
            var folder = folders.Of(user);
            if (folder is null || !MayUse.TryGetValue(folder, out var allowed))
                problems.Add($"{name} lies in folder `{folder ?? "unknown"}`, which has no row in FolderRules");
            else if (used.Kind == HandleKind.TypeDefinition && !MaySee(image, folders, folder, allowed, (TypeDefinitionHandle)used))
                problems.Add($"{name} in {At(folder)} uses {TypeNames.Of(image.Metadata, (TypeDefinitionHandle)used)} in {At(folders.Of((TypeDefinitionHandle)used)!)}");
        }

        return [.. problems];
    }

    /// <summary>The folders with a type that uses one of the given types of other assemblies.</summary>
    public static IReadOnlySet<string> FoldersUsing(AssemblyImage image, IReadOnlySet<string> types)
    {
        var folders = new SourceFolders(image);
        return TypeUses.Read(image)
            .Where(use => use.Used.Kind == HandleKind.TypeReference && types.Contains(TypeNames.Of(image.Metadata, (TypeReferenceHandle)use.Used)))
            .Select(use => folders.Of(use.User) ?? TypeNames.Of(image.Metadata, use.User))
            .ToHashSet();
    }

    private static bool MaySee(AssemblyImage image, SourceFolders folders, string folder, string[] allowed, TypeDefinitionHandle used) =>
        folders.Of(used) is not { } target   // compiler-made: array data, embedded attributes
        || target == folder
        || allowed.Contains(target)
        || (target.Length == 0 && image.Metadata.GetTypeDefinition(used).Attributes.HasFlag(System.Reflection.TypeAttributes.Public));

    private static bool IsHandWritten(AssemblyImage image, TypeDefinitionHandle type) =>
        image.Metadata.GetString(image.Metadata.GetTypeDefinition(type).Namespace).StartsWith("Elastic.", StringComparison.Ordinal);

    private static string At(string folder) => folder.Length == 0 ? "the root" : $"{folder}/";
}
