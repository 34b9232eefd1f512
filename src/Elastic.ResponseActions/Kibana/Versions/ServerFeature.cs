namespace Elastic.ResponseActions;

/// <summary>Something that not every Kibana has, and since when. Immutable; the table is <see cref="ServerFeatures"/>.</summary>
public sealed record ServerFeature
{
    /// <summary>What it is, as errors and <c>docs/versions.md</c> name it.</summary>
    public required string Name { get; init; }

    /// <summary>The first release up to the 8 line that has it; null where the 8 line never does.</summary>
    public KibanaRelease? InLine8 { get; init; }

    /// <summary>The first release of the 9 line that has it.</summary>
    public required KibanaRelease InLine9 { get; init; }

    /// <summary>The first release that does not have it any more; null where the newest known still does.</summary>
    public KibanaRelease? Until { get; init; }

    /// <summary>Whether it lies behind a flag of the server that is off by default: then only the server can tell.</summary>
    public bool IsFlagged { get; init; }

    /// <summary>Whether serverless projects have it; null where this library does not know, and the server is asked.</summary>
    public bool? InServerless { get; init; }

    /// <summary>The first releases, such as <c>8.19, 9.1</c>.</summary>
    public string Since => (InLine8, InLine9) switch
    {
        ({ } old, { Minor: 0 }) => Line(old),
        ({ } old, var line9) => $"{Line(old)}, {Line(line9)}",
        (null, var line9) => Line(line9),
    };

    /// <summary>Whether a release has it. One that is newer than any known is taken to have what the newest known has.</summary>
    /// <param name="release">The release.</param>
    public bool IsIn(KibanaRelease release) =>
        (release.Major <= 8 ? InLine8 is { } old && release >= old : release >= InLine9) && (Until is not { } end || release < end);

    /// <summary>Name and releases.</summary>
    public override string ToString() => $"{Name} ({Since})";

    private static string Line(KibanaRelease release) => $"{release.Major}.{release.Minor}";
}
