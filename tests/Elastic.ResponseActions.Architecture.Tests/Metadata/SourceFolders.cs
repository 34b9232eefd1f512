using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Elastic.ResponseActions.Architecture.Tests.Metadata;

/// <summary>In which folder of its project each type is written, by the portable PDB.</summary>
internal sealed class SourceFolders
{
    // The compiler notes the documents of types without a method body (interfaces, enums) under this id.
    private static readonly Guid TypeDefinitionDocuments = new("932E74BC-DBA9-4478-8D46-0F32A7BAB3D3");

    private readonly Dictionary<TypeDefinitionHandle, string> _folders = [];

    public SourceFolders(AssemblyImage image)
    {
        var types = image.Metadata;
        var symbols = image.Symbols;
        foreach (var handle in symbols.MethodDebugInformation)
        {
            var document = symbols.GetMethodDebugInformation(handle).Document;
            if (!document.IsNil)
                Add(image, types.GetMethodDefinition(handle.ToDefinitionHandle()).GetDeclaringType(), document);
        }

        foreach (var handle in symbols.CustomDebugInformation)
        {
            var information = symbols.GetCustomDebugInformation(handle);
            if (symbols.GetGuid(information.Kind) != TypeDefinitionDocuments)
                continue;

            var documents = symbols.GetBlobReader(information.Value);
            while (documents.RemainingBytes > 0)
                Add(image, (TypeDefinitionHandle)information.Parent, MetadataTokens.DocumentHandle(documents.ReadCompressedInteger()));
        }
    }

    /// <summary>The top folder below the project, empty for its root; null where no hand-written file is known.</summary>
    public string? Of(TypeDefinitionHandle outermost) => _folders.GetValueOrDefault(outermost);

    private void Add(AssemblyImage image, TypeDefinitionHandle type, DocumentHandle document)
    {
        var path = image.Symbols.GetString(image.Symbols.GetDocument(document).Name).Replace('\\', '/');
        var project = $"/{image.Name}/";
        var start = path.LastIndexOf(project, StringComparison.Ordinal);
        if (start < 0)
            return;

        var inProject = path[(start + project.Length)..];
        if (inProject.StartsWith("obj/", StringComparison.Ordinal))
            return;

        var slash = inProject.IndexOf('/', StringComparison.Ordinal);
        _folders.TryAdd(TypeNames.Outermost(image.Metadata, type), slash < 0 ? "" : inProject[..slash]);
    }
}
