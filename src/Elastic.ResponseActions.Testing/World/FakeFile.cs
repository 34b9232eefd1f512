namespace Elastic.ResponseActions.Testing;

/// <summary>A file on a host of the fake. Immutable.</summary>
/// <param name="Path">The full path, compared exactly.</param>
/// <param name="Content">The bytes; not copied, so do not change them.</param>
public sealed record FakeFile(string Path, ReadOnlyMemory<byte> Content)
{
    /// <summary>The part of the path after the last slash or backslash.</summary>
    public string Name => Path[(Path.LastIndexOfAny(['/', '\\']) + 1)..];

    /// <summary>Path and size.</summary>
    public override string ToString() => $"{Path} ({Content.Length} bytes)";
}
