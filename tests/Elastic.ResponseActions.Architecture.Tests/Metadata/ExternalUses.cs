using System.Reflection;
using System.Reflection.Metadata;

namespace Elastic.ResponseActions.Architecture.Tests.Metadata;

/// <summary>
/// What an assembly uses of other assemblies: every type, every member, every native function. These are whole tables of
/// the metadata, so nothing that the compiler left in the assembly can hide in a method body, an attribute or a signature.
/// </summary>
internal static class ExternalUses
{
    /// <summary>The assemblies referred to, by simple name.</summary>
    public static IEnumerable<string> Assemblies(MetadataReader metadata) =>
        metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name));

    /// <summary>The types referred to, by full name; a nested type as <c>Outer+Inner</c>.</summary>
    public static IEnumerable<string> Types(MetadataReader metadata) =>
        metadata.TypeReferences.Select(handle => TypeNames.Of(metadata, handle));

    /// <summary>The members referred to, as <c>Full.Type::Member</c>; a static one as <c>static Full.Type::Member</c>.</summary>
    public static IEnumerable<string> Members(MetadataReader metadata) =>
        from handle in metadata.MemberReferences
        let member = metadata.GetMemberReference(handle)
        where member.Parent.Kind == HandleKind.TypeReference
        let type = TypeNames.Of(metadata, (TypeReferenceHandle)member.Parent)
        let isStatic = member.GetKind() == MemberReferenceKind.Method && !metadata.GetBlobReader(member.Signature).ReadSignatureHeader().IsInstance
        select $"{(isStatic ? "static " : "")}{type}::{metadata.GetString(member.Name)}";

    /// <summary>Functions of native libraries, as <c>library!function</c>.</summary>
    public static IEnumerable<string> NativeFunctions(MetadataReader metadata) =>
        from handle in metadata.MethodDefinitions
        let method = metadata.GetMethodDefinition(handle)
        where method.Attributes.HasFlag(MethodAttributes.PinvokeImpl)
        let import = method.GetImport()
        select $"{metadata.GetString(metadata.GetModuleReference(import.Module).Name)}!{metadata.GetString(import.Name)}";
}
