using System.Reflection.Metadata;

namespace Elastic.ResponseActions.Architecture.Tests.Metadata;

/// <summary>
/// Which types each type of an assembly uses: base types, interfaces, attributes, signatures, and every instruction of every
/// method. Nested and compiler-made types count as the type they are written in.
/// Limit: what the compiler does not keep is not seen, that is constants of other types,
/// <c>nameof</c>, doc comments, and <c>typeof</c> in the arguments of an attribute.
/// </summary>
internal sealed class TypeUses
{
    private readonly AssemblyImage _image;
    private readonly MetadataReader _metadata;
    private readonly SignatureTypes _signatures;
    private readonly HashSet<(TypeDefinitionHandle User, EntityHandle Used)> _uses = [];
    private TypeDefinitionHandle _user;

    private TypeUses(AssemblyImage image)
    {
        _image = image;
        _metadata = image.Metadata;
        _signatures = new SignatureTypes(Add);
    }

    /// <summary>Pairs of an outermost type and a type it uses, which is an outermost type of this assembly or one of another.</summary>
    public static IReadOnlySet<(TypeDefinitionHandle User, EntityHandle Used)> Read(AssemblyImage image)
    {
        var uses = new TypeUses(image);
        foreach (var handle in image.Metadata.TypeDefinitions)
            uses.AddType(handle);
        return uses._uses;
    }

    private void AddType(TypeDefinitionHandle handle)
    {
        _user = TypeNames.Outermost(_metadata, handle);
        var type = _metadata.GetTypeDefinition(handle);
        Add(type.BaseType);
        foreach (var implementation in type.GetInterfaceImplementations())
            Add(_metadata.GetInterfaceImplementation(implementation).Interface);
        AddConstraints(type.GetGenericParameters());
        AddAttributes(type.GetCustomAttributes());
        foreach (var field in type.GetFields())
            _metadata.GetFieldDefinition(field).DecodeSignature(_signatures, default);
        foreach (var method in type.GetMethods())
            AddMethod(_metadata.GetMethodDefinition(method));
    }

    private void AddMethod(MethodDefinition method)
    {
        method.DecodeSignature(_signatures, default);
        AddConstraints(method.GetGenericParameters());
        AddAttributes(method.GetCustomAttributes());
        if (_image.BodyOf(method) is not { } body)
            return;

        Add(body.LocalSignature);
        foreach (var region in body.ExceptionRegions)
            Add(region.CatchType);
        foreach (var token in InstructionTokens.Read(body))
            Add(token);
    }

    private void AddConstraints(GenericParameterHandleCollection parameters)
    {
        foreach (var parameter in parameters)
        {
            foreach (var constraint in _metadata.GetGenericParameter(parameter).GetConstraints())
                Add(_metadata.GetGenericParameterConstraint(constraint).Type);
        }
    }

    private void AddAttributes(CustomAttributeHandleCollection attributes)
    {
        foreach (var attribute in attributes)
            Add(_metadata.GetCustomAttribute(attribute).Constructor);
    }

    private void Add(EntityHandle used)
    {
        if (used.IsNil)
            return;

        switch (used.Kind)
        {
            case HandleKind.TypeDefinition:
                _uses.Add((_user, TypeNames.Outermost(_metadata, (TypeDefinitionHandle)used)));
                break;
            case HandleKind.TypeReference:
                _uses.Add((_user, used));
                break;
            case HandleKind.TypeSpecification:
                _metadata.GetTypeSpecification((TypeSpecificationHandle)used).DecodeSignature(_signatures, default);
                break;
            case HandleKind.FieldDefinition:
                Add(_metadata.GetFieldDefinition((FieldDefinitionHandle)used).GetDeclaringType());
                break;
            case HandleKind.MethodDefinition:
                Add(_metadata.GetMethodDefinition((MethodDefinitionHandle)used).GetDeclaringType());
                break;
            case HandleKind.MemberReference:
                Add(_metadata.GetMemberReference((MemberReferenceHandle)used).Parent);
                break;
            case HandleKind.MethodSpecification:
                var method = _metadata.GetMethodSpecification((MethodSpecificationHandle)used);
                Add(method.Method);
                method.DecodeSignature(_signatures, default);
                break;
            case HandleKind.StandaloneSignature:
                AddStandalone(_metadata.GetStandaloneSignature((StandaloneSignatureHandle)used));
                break;
            default:
                break;   // strings of `ldstr`
        }
    }

    private void AddStandalone(StandaloneSignature signature)
    {
        if (signature.GetKind() == StandaloneSignatureKind.LocalVariables)
            signature.DecodeLocalSignature(_signatures, default);
        else
            signature.DecodeMethodSignature(_signatures, default);
    }
}
