using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Elastic.ResponseActions.Architecture.Tests.Metadata;

/// <summary>A compiled assembly beside the tests, opened as data: nothing of it is loaded or run.</summary>
internal sealed class AssemblyImage : IDisposable
{
    private readonly PEReader _file;
    private readonly MetadataReaderProvider _symbols;

    private AssemblyImage(string name, PEReader file, MetadataReaderProvider symbols)
    {
        Name = name;
        _file = file;
        _symbols = symbols;
        Metadata = file.GetMetadataReader();
        Symbols = symbols.GetMetadataReader();
    }

    public string Name { get; }

    public MetadataReader Metadata { get; }

    /// <summary>The portable PDB: which source file each type is written in.</summary>
    public MetadataReader Symbols { get; }

    public static AssemblyImage Open(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, $"{name}.dll");
        var file = new PEReader(File.OpenRead(path));
        return file.TryOpenAssociatedPortablePdb(path, File.OpenRead, out var symbols, out _)
            ? new AssemblyImage(name, file, symbols!)
            : throw new InvalidOperationException($"{path} has no portable PDB beside it.");
    }

    public MethodBodyBlock? BodyOf(MethodDefinition method) =>
        method.RelativeVirtualAddress == 0 ? null : _file.GetMethodBody(method.RelativeVirtualAddress);

    public void Dispose()
    {
        _symbols.Dispose();
        _file.Dispose();
    }
}
