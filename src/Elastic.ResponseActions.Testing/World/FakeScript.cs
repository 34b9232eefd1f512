namespace Elastic.ResponseActions.Testing;

/// <summary>A script of Kibana's script library (9.4). Immutable.</summary>
public sealed record FakeScript
{
    /// <summary>The script id, which <c>scriptId</c> names.</summary>
    public required string Id { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The name of its file.</summary>
    public string FileName { get; init; } = "script.sh";

    /// <summary>The operating systems it runs on: <c>linux</c>, <c>macos</c>, <c>windows</c>.</summary>
    public IReadOnlyList<string> Platforms { get; init; } = ["linux", "macos", "windows"];

    /// <summary>Whether it refuses to run without <c>scriptInput</c>.</summary>
    public bool RequiresInput { get; init; }

    /// <summary>What it does on every host.</summary>
    public FakeCommandResult Result { get; init; } = new();

    /// <summary>Name and id.</summary>
    public override string ToString() => $"{Name} ({Id})";
}
