using System.Reflection.Metadata;

namespace Elastic.ResponseActions.Architecture.Tests.Metadata;

/// <summary>Full names of types in metadata.</summary>
internal static class TypeNames
{
    public static string Of(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        var name = metadata.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{Of(metadata, (TypeReferenceHandle)type.ResolutionScope)}+{name}"
            : Join(metadata.GetString(type.Namespace), name);
    }

    public static string Of(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var name = metadata.GetString(type.Name);
        return type.GetDeclaringType() is { IsNil: false } outer
            ? $"{Of(metadata, outer)}+{name}"
            : Join(metadata.GetString(type.Namespace), name);
    }

    /// <summary>The type that a nested type is written in, at any depth; another type itself.</summary>
    public static TypeDefinitionHandle Outermost(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        while (metadata.GetTypeDefinition(handle).GetDeclaringType() is { IsNil: false } outer)
            handle = outer;
        return handle;
    }

    private static string Join(string space, string name) => space.Length == 0 ? name : $"{space}.{name}";
}
